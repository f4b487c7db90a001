-- Integrated onboarding: how a partner's client comes to the hub and connects its numbers.

-- Who pays for the numbers of clients that come by onboarding: `partner` or `direct`.
alter table partners add column onboarding_payment text not null default 'partner';

-- Where a partner's clients may be sent after an onboarding. The one that was chosen last is where they are sent when
-- the start names none.
create table redirect_addresses (
    n integer primary key autoincrement,
    partner_n integer not null references partners (n),
    address text not null,
    created_at integer not null,
    chosen_at integer not null,
    unique (partner_n, address)
);

-- One way from a partner's page through the hub and back. `start` is what the partner's page sent along, `target` the
-- address to which the client was sent at its end, `problem` what Meta said last when it did not connect.
create table onboardings (
    n integer primary key autoincrement,
    id text not null unique,
    partner_n integer not null references partners (n),
    user_n integer references users (n) on delete cascade,
    client_n integer references clients (n),
    start text not null,
    created_at integer not null,
    ends_at integer not null,
    finished_at integer,
    target text,
    problem text
);
create index onboardings_ends on onboardings (ends_at);

-- A person who signs up and has not yet entered the code that was mailed. Without a password hash the address has an
-- account already, and no code fits.
create table sign_ups (
    onboarding_n integer primary key references onboardings (n) on delete cascade,
    email text not null,
    name text not null,
    company text not null,
    password_hash text,
    code_hash blob not null,
    ends_at integer not null
);

-- Signatures of onboarding links that were used, so that each is good once; forgotten when they would be too old anyway.
create table used_signatures (
    digest blob not null primary key,
    ends_at integer not null
);
create index used_signatures_ends on used_signatures (ends_at);

-- The PIN of the two-step verification with which the hub registered a number, encrypted.
create table registrations (
    channel_n integer primary key references channels (n) on delete cascade,
    pin blob not null,
    at integer not null
);

-- A partner's requests for the permission of a channel; the last one counts.
create table permission_requests (
    n integer primary key autoincrement,
    channel_n integer not null references channels (n) on delete cascade,
    user_n integer,
    asked_by text not null,
    sent_to text,
    asked_at integer not null,
    answer text,
    answered_at integer
);
create index permission_requests_channel on permission_requests (channel_n, n);
