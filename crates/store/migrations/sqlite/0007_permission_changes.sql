-- Who changed the permission of a channel, or who pays for it, and what held from then on. Kept for as long as the
-- channel is there; a channel without any stands as it was connected.
create table permission_changes (
    n integer primary key autoincrement,
    channel_n integer not null references channels (n),
    wish text not null,
    payment text not null,
    permission text not null,
    user_n integer,
    actor text not null,
    at integer not null
);
create index permission_changes_channel on permission_changes (channel_n, n);
