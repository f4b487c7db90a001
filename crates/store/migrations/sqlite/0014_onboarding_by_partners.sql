-- What partners give their onboarding: a note about each client, signed links.

-- What the partner has noted about the client: comes with the link by which the client came.
alter table clients add column partner_payload text;

-- The secret with which the partner signs its links, encrypted, and since when it is this one.
alter table partners add column link_secret blob;
alter table partners add column link_secret_at integer;
