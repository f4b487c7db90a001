-- How subscriptions end. While a channel runs, `cancelled_for` is the last day after its client's cancellation and
-- `paid_until` the last day that its partner pays for; `last_day` stays the day that counts, the earlier of the two.
-- Days are those of the partner's calendar.
alter table partners add column time_zone text not null default 'UTC';
alter table channels add column cancelled_for text;
alter table channels add column paid_until text;
create index channels_last_day on channels (partner_n, last_day) where last_day is not null and ended = false;
create index channels_client_last_day on channels (client_n) where last_day is not null and ended = false;
create index channels_client_acts on channels (client_n) where acts_any = true and ended = false;

-- Who did what about the end of a subscription, and the last day that it led to. Kept for as long as the channel is.
create table subscription_changes (
    n integer primary key autoincrement,
    channel_n integer not null references channels (n),
    step text not null,
    last_day text,
    user_n integer,
    actor text not null,
    at integer not null
);
create index subscription_changes_channel on subscription_changes (channel_n, n);

-- What clients have asked Meta to delete: an account, with all of its numbers. Only Meta's own word closes a request;
-- until then the client can take it back.
create table deletion_requests (
    n integer primary key autoincrement,
    waba_n integer not null references wabas (n),
    state text not null,
    user_n integer,
    actor text not null,
    requested_at integer not null,
    settled_at integer
);
create index deletion_requests_waba on deletion_requests (waba_n, n);
create unique index deletion_requests_waiting on deletion_requests (waba_n) where state = 'waiting';

-- What the list of clients is sorted and searched by: the folded name, and the folded words with spaces around them.
-- Both are empty until the first start of this version has filled them.
alter table clients add column name_key text not null default '';
alter table clients add column words text not null default '';
create index clients_name on clients (partner_n, name_key, n);
create index clients_unread on clients (n) where words = '';
