-- What partners give their onboarding: a note about each client.

-- What the partner has noted about the client: comes with the link by which the client came.
alter table clients add column partner_payload text;
