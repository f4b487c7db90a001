-- Money. The ledger counts in micro-units (10⁻⁶ of the currency); payments, refunds and documents in minor units.

-- In which currency a partner is billed.
alter table partners add column currency text not null default 'EUR';

-- What a message costs: Meta's rate cards. `from_volume` is the first message of a month that costs this, `from_day` the
-- first day on which it holds.
create table rates (
    n integer primary key autoincrement,
    currency text not null,
    market text not null,
    category text not null,
    from_volume integer not null,
    from_day text not null,
    price integer not null,
    card text not null,
    unique (currency, market, category, from_day, from_volume)
);

-- The accounts of a partner's ledger. A balance with a channel belongs to that channel, one without to the partner.
-- `balance` is the sum of the account's entries.
create table ledger_accounts (
    n integer primary key autoincrement,
    partner_n integer not null references partners (n),
    channel_n integer references channels (n),
    account text not null,
    balance integer not null default 0
);
create unique index ledger_accounts_partner on ledger_accounts (partner_n, account) where channel_n is null;
create unique index ledger_accounts_channel on ledger_accounts (channel_n, account) where channel_n is not null;

-- One movement of money, and what caused it. `key` is the same when the same thing is posted again.
create table postings (
    n integer primary key autoincrement,
    partner_n integer not null references partners (n),
    channel_n integer references channels (n),
    key text not null unique,
    reason text not null,
    cause text not null,
    at integer not null
);
create index postings_channel on postings (channel_n, n) where channel_n is not null;
create index postings_partner on postings (partner_n, n);

create table entries (
    account_n integer not null references ledger_accounts (n),
    posting_n integer not null references postings (n),
    amount integer not null,
    primary key (account_n, posting_n)
);
create index entries_posting on entries (posting_n);

create trigger postings_stay before update on postings begin select raise(abort, 'postings are never changed'); end;
create trigger postings_remain before delete on postings begin select raise(abort, 'postings are never deleted'); end;
create trigger entries_stay before update on entries begin select raise(abort, 'entries are never changed'); end;
create trigger entries_remain before delete on entries begin select raise(abort, 'entries are never deleted'); end;

-- Deliveries that Meta bills, each message once. Without a price it waits, or is held because there is no rate.
create table charges (
    n integer primary key autoincrement,
    message_id text not null unique,
    partner_n integer not null references partners (n),
    channel_n integer not null references channels (n),
    payment text not null,
    market text not null,
    category text not null,
    day text not null,
    at integer not null,
    held boolean not null default false,
    price integer,
    posting_n integer references postings (n)
);
create index charges_waiting on charges (n) where posting_n is null and held = false;
create index charges_held on charges (channel_n, n) where held = true;
create index charges_channel on charges (channel_n, at);

-- What was charged, by day, category and market, so that a page adds up days and not messages.
create table charge_days (
    channel_n integer not null references channels (n),
    day text not null,
    payment text not null,
    category text not null,
    market text not null,
    messages integer not null,
    cost integer not null,
    primary key (channel_n, day, payment, category, market)
);

-- How many messages of an account were charged in a month, which decides the tier of the next.
create table charge_volumes (
    waba_n integer not null references wabas (n),
    month text not null,
    market text not null,
    category text not null,
    messages integer not null,
    primary key (waba_n, month, market, category)
);
