-- Where the inbound webhooks of a channel go: to its own address or, where it has none, to that of its account, and
-- beside it to further destinations where `several` is switched on. Headers are sealed: they hold passwords.
create table channel_webhooks (
    channel_n integer not null primary key references channels (n),
    url text,
    headers blob,
    several boolean not null default false
);

create table webhook_destinations (
    n integer primary key autoincrement,
    channel_n integer not null references channels (n),
    name text not null,
    url text not null,
    headers blob
);
create unique index webhook_destinations_name on webhook_destinations (channel_n, name);

create table account_webhooks (
    waba_n integer not null primary key references wabas (n),
    url text not null,
    headers blob
);
