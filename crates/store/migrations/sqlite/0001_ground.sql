-- The ground: organisations and people, accounts and numbers, what Meta sends, what the hub tells.
-- Times are milliseconds since the epoch in UTC. `n` is the row number and stays inside the server;
-- `id` is the public name. Facts that Meta owns are kept whole as JSON; what is filtered or sorted by
-- stands beside them in columns of its own.

create table partners (
    n integer primary key autoincrement,
    id text not null unique,
    name text not null,
    created_at integer not null
);

create table clients (
    n integer primary key autoincrement,
    id text not null unique,
    partner_n integer not null references partners (n),
    name text not null,
    legal_name text not null,
    contact_email text,
    country text,
    created_at integer not null
);
create index clients_partner on clients (partner_n, n);

create table users (
    n integer primary key autoincrement,
    id text not null unique,
    email text not null unique,
    name text not null,
    password_hash text,
    totp_secret blob,
    totp_since integer,
    totp_last_step integer,
    list_view text not null default 'cards',
    theme text not null default 'system',
    created_at integer not null
);

create table recovery_codes (
    n integer primary key autoincrement,
    user_n integer not null references users (n) on delete cascade,
    code_hash blob not null,
    used_at integer
);
create index recovery_codes_user on recovery_codes (user_n);

-- One row per person and organisation; client_n is empty for the partner itself.
create table memberships (
    n integer primary key autoincrement,
    user_n integer not null references users (n) on delete cascade,
    partner_n integer not null references partners (n),
    client_n integer references clients (n),
    role text not null,
    created_at integer not null
);
create unique index memberships_partner on memberships (user_n, partner_n) where client_n is null;
create unique index memberships_client on memberships (user_n, client_n) where client_n is not null;
create index memberships_user on memberships (user_n);
create index memberships_of_partner on memberships (partner_n, client_n);

-- The cookie holds a random token; only its hash is kept.
create table sessions (
    n integer primary key autoincrement,
    id text not null unique,
    token_hash blob not null unique,
    user_n integer not null references users (n) on delete cascade,
    membership_n integer references memberships (n) on delete set null,
    stage text not null,
    created_at integer not null,
    seen_at integer not null,
    idle_until integer not null,
    ends_at integer not null,
    address text not null,
    agent text not null
);
create index sessions_user on sessions (user_n);
create index sessions_membership on sessions (membership_n);

create table reset_links (
    token_hash blob primary key,
    user_n integer not null references users (n) on delete cascade,
    created_at integer not null,
    ends_at integer not null,
    used_at integer
);
create index reset_links_user on reset_links (user_n);

create table invitations (
    n integer primary key autoincrement,
    id text not null unique,
    token_hash blob not null unique,
    partner_n integer not null references partners (n),
    client_n integer references clients (n),
    email text not null,
    role text not null,
    invited_by text not null,
    created_at integer not null,
    ends_at integer not null,
    accepted_at integer,
    revoked_at integer
);
create index invitations_of_partner on invitations (partner_n, client_n, n);

-- Failed sign-ins per account, address and known browser; forgotten a day after the last one.
create table sign_in_attempts (
    subject text primary key,
    failures integer not null,
    last_at integer not null,
    blocked_until integer not null
);
create index sign_in_attempts_age on sign_in_attempts (last_at);

-- The body carries links that open accounts: it is encrypted, and emptied once the mail is sent.
create table mails (
    n integer primary key autoincrement,
    recipient text not null,
    subject text not null,
    body blob not null,
    created_at integer not null,
    attempts integer not null default 0,
    next_at integer not null,
    sent_at integer,
    last_error text
);
create index mails_due on mails (next_at) where sent_at is null;

create table wabas (
    n integer primary key autoincrement,
    id text not null unique,
    partner_n integer not null references partners (n),
    client_n integer not null references clients (n),
    external_id text not null unique,
    name text not null,
    payment text not null,
    facts text not null,
    token blob,
    token_state text not null,
    connected_at integer not null,
    synced_at integer,
    sync_error text,
    sync_failures integer not null default 0,
    sync_seen integer not null default 0,
    next_sync_at integer not null,
    lease_until integer not null default 0
);
create index wabas_partner on wabas (partner_n, n);
create index wabas_client on wabas (client_n);
create index wabas_first_sync on wabas (partner_n, client_n) where synced_at is null and token_state = 'valid';
create index wabas_due on wabas (next_sync_at) where token_state = 'valid';

-- `card` is what the list shows, computed when something changes; `terms` and `words` are what it is found by.
create table channels (
    n integer primary key autoincrement,
    id text not null unique,
    partner_n integer not null references partners (n),
    client_n integer not null references clients (n),
    waba_n integer not null references wabas (n),
    external_id text not null unique,
    number text not null,
    digits text not null,
    name_key text not null,
    client_key text not null,
    facts text not null,
    payment text not null,
    permission text not null,
    ended boolean not null default false,
    last_day text,
    state text not null,
    quality text not null,
    messaging_limit text not null,
    account_type text not null,
    acts_any boolean not null,
    acts_client boolean not null,
    acts_partner boolean not null,
    acts_meta boolean not null,
    message_on_behalf text not null,
    business_verification text not null,
    number_registration text not null,
    card text not null,
    card_version integer not null,
    terms text not null,
    words text not null,
    created_at integer not null,
    changed_at integer not null,
    synced_at integer not null
);
create index channels_all on channels (partner_n, ended, n);
create index channels_state on channels (partner_n, ended, state, n);
create index channels_quality on channels (partner_n, ended, quality, n);
create index channels_limit on channels (partner_n, ended, messaging_limit, n);
create index channels_permission on channels (partner_n, ended, permission, n);
create index channels_payment on channels (partner_n, ended, payment, n);
create index channels_type on channels (partner_n, ended, account_type, n);
create index channels_acts_any on channels (partner_n, ended, acts_any, n);
create index channels_acts_client on channels (partner_n, ended, acts_client, n);
create index channels_acts_partner on channels (partner_n, ended, acts_partner, n);
create index channels_acts_meta on channels (partner_n, ended, acts_meta, n);
create index channels_digits on channels (partner_n, ended, digits, n);
create index channels_name on channels (partner_n, ended, name_key, n);
create index channels_by_client on channels (partner_n, ended, client_key, n);
create index channels_client on channels (client_n, ended, n);
create index channels_waba on channels (waba_n, n);
create index channels_card_version on channels (card_version);

-- The inverted index of the search.
create table channel_terms (
    partner_n integer not null,
    term text not null,
    channel_n integer not null references channels (n) on delete cascade,
    primary key (partner_n, term, channel_n)
) without rowid;

-- The outbox: written with the change itself, read by notifications and by partner webhooks.
create table events (
    n integer primary key autoincrement,
    id text not null unique,
    partner_n integer not null references partners (n),
    client_n integer references clients (n),
    waba_n integer references wabas (n),
    channel_n integer references channels (n),
    kind text not null,
    data text not null,
    at integer not null
);
create index events_partner on events (partner_n, n);
create index events_partner_kind on events (partner_n, kind, n);
create index events_client on events (client_n, n);
create index events_client_kind on events (client_n, kind, n);
create index events_channel on events (channel_n, n);

-- What a person has read: everything up to a mark, and single events after it.
create table notification_marks (
    user_n integer not null references users (n) on delete cascade,
    partner_n integer not null references partners (n),
    client_n integer not null default 0,
    read_up_to integer not null,
    primary key (user_n, partner_n, client_n)
);
create table notification_reads (
    user_n integer not null references users (n) on delete cascade,
    event_n integer not null references events (n) on delete cascade,
    primary key (user_n, event_n)
);

-- What open pages have to look at again. Short-lived.
create table changes (
    n integer primary key autoincrement,
    partner_n integer not null,
    client_n integer,
    channel_n integer,
    topic text not null,
    at integer not null
);
create index changes_partner on changes (partner_n, n);
create index changes_at on changes (at);

create table audit (
    n integer primary key autoincrement,
    partner_n integer references partners (n),
    client_n integer references clients (n),
    channel_n integer references channels (n),
    user_n integer,
    actor text not null,
    action text not null,
    subject text not null,
    detail text not null,
    at integer not null
);
create index audit_partner on audit (partner_n, n);
create index audit_client on audit (client_n, n);
create index audit_channel on audit (channel_n, n);

-- What Meta has posted, stored before it is answered.
create table webhook_bodies (
    n integer primary key autoincrement,
    received_at integer not null,
    body blob not null,
    processed_at integer,
    problem text
);
create index webhook_bodies_due on webhook_bodies (n) where processed_at is null;
create index webhook_bodies_age on webhook_bodies (received_at);

-- Updates that were applied, so that Meta's duplicates are applied once.
create table webhook_seen (
    digest blob not null primary key,
    seen_at integer not null
) without rowid;
create index webhook_seen_age on webhook_seen (seen_at);

create table webhook_fields (
    field text primary key,
    seen integer not null,
    last_at integer not null,
    sample text not null
);

-- The newest status of each message; ids only, never content or recipients.
create table message_statuses (
    message_id text not null primary key,
    channel_n integer not null,
    status text not null,
    rank integer not null,
    at integer not null,
    error_code integer
) without rowid;
create index message_statuses_channel on message_statuses (channel_n, at);

-- Work that one process does for all of them.
create table leases (
    name text primary key,
    holder text not null,
    until integer not null
);
