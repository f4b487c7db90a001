-- Deliveries to systems outside: events to the partner's webhook, and what Meta sends for a number to the number's own.

-- Headers and secrets are encrypted. For a day after a rotation the secret before it signs as well.
create table partner_webhooks (
    n integer primary key autoincrement,
    id text not null unique,
    partner_n integer not null references partners (n),
    address text not null,
    headers blob not null,
    secret blob not null,
    old_secret blob,
    old_secret_until integer,
    paused boolean not null default false,
    created_at integer not null,
    changed_at integer not null
);
-- One for each partner, until there are filters that tell several apart.
create unique index partner_webhooks_one on partner_webhooks (partner_n);

-- What is to be delivered, and what was. `id` is the same at each attempt and stands once for each target. The payload
-- goes once it is handed on or given up.
create table deliveries (
    n integer primary key autoincrement,
    id text not null,
    partner_n integer not null references partners (n),
    target text not null,
    kind text not null,
    name text not null,
    state text not null,
    payload blob,
    attempts integer not null default 0,
    next_at integer not null,
    created_at integer not null
);
create unique index deliveries_once on deliveries (target, id);
create index deliveries_waiting on deliveries (target, next_at) where state = 'waiting';
create index deliveries_age on deliveries (kind, created_at);

create table delivery_attempts (
    n integer primary key autoincrement,
    delivery_n integer not null references deliveries (n) on delete cascade,
    target text not null,
    at integer not null,
    took_ms integer not null,
    status integer,
    answer text not null
);
create index delivery_attempts_target on delivery_attempts (target, n);
create index delivery_attempts_delivery on delivery_attempts (delivery_n);
create index delivery_attempts_answers on delivery_attempts (at) where answer <> '';

-- One row for each target: when something of it is due, and who is at it. A target that keeps failing is left alone
-- until `lease_until`.
create table delivery_queues (
    target text primary key,
    due_at integer not null,
    lease_until integer not null default 0,
    failures integer not null default 0
);
create index delivery_queues_due on delivery_queues (due_at);
