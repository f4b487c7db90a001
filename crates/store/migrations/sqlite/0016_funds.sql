-- Funds: payments into a balance, what is given back of them, and the documents about both, in minor units.

-- A payment into a balance. `request` is what was sent to the provider, word for word: it is sent again as it was until the
-- answer is clear. `checkout` and `reference` are the provider's names of the page and of the payment.
create table payments (
    n integer primary key autoincrement,
    id text not null unique,
    partner_n integer not null references partners (n),
    channel_n integer not null references channels (n),
    key text not null unique,
    request text not null,
    amount integer not null,
    fee integer not null,
    refunded integer not null default 0,
    fee_refunded integer not null default 0,
    state text not null,
    checkout text,
    address text,
    reference text,
    asked_by text not null,
    created_at integer not null,
    paid_at integer,
    look_at integer
);
create index payments_channel on payments (channel_n, n);
create index payments_due on payments (look_at) where look_at is not null;

-- What is given back of a payment. It is asked for once for each key.
create table refunds (
    n integer primary key autoincrement,
    id text not null unique,
    partner_n integer not null references partners (n),
    channel_n integer not null references channels (n),
    payment_n integer not null references payments (n),
    key text not null unique,
    amount integer not null,
    fee integer not null,
    state text not null,
    provider_id text,
    problem text,
    asked_by text not null,
    created_at integer not null,
    settled_at integer,
    look_at integer
);
create index refunds_channel on refunds (channel_n, n);
create index refunds_payment on refunds (payment_n);
create index refunds_due on refunds (look_at) where look_at is not null;

-- Invoices, credit notes and their counter-documents, numbered without gaps for each partner and kind.
create table documents (
    n integer primary key autoincrement,
    partner_n integer not null references partners (n),
    channel_n integer not null references channels (n),
    kind text not null,
    number integer not null,
    payment_n integer not null references payments (n),
    refund_n integer references refunds (n),
    amount integer not null,
    fee integer not null,
    at integer not null,
    unique (partner_n, kind, number)
);
create index documents_channel on documents (channel_n, n);
