-- What partners give their onboarding: a note about each client, signed links, a logo.

-- What the partner has noted about the client: comes with the link by which the client came.
alter table clients add column partner_payload text;

-- The secret with which the partner signs its links, encrypted, and since when it is this one.
alter table partners add column link_secret blob;
alter table partners add column link_secret_at integer;

-- The partner's logo. `version` is made from the bytes: another picture has another address.
create table partner_logos (
    partner_n integer primary key references partners (n),
    version text not null,
    media_type text not null,
    bytes blob not null,
    at integer not null
);
