-- The keys that integrations present for a channel. `prefix` is what a key is looked up by; of the key itself only
-- the SHA-256 is kept. `ends_at` is set by the key that replaces it, `revoked_at` by whoever revokes it.
create table api_keys (
    n integer primary key autoincrement,
    prefix text not null unique,
    key_hash blob not null,
    channel_n integer not null references channels (n),
    side text not null,
    user_n integer,
    made_by text not null,
    created_at integer not null,
    ends_at integer,
    revoked_at integer,
    last_used_at integer
);
create index api_keys_channel on api_keys (channel_n, n);
