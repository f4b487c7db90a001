-- What people are writing into the business profile of a number: kept per person until it is saved or thrown away.
-- `base` is the profile as Meta had it when that began, `wanted` what it is to become. `picture` is a new picture, of
-- the type that its content says, with as many points in each direction as `picture_side`.
create table profile_drafts (
    n integer primary key autoincrement,
    user_n integer not null references users (n) on delete cascade,
    partner_n integer not null references partners (n),
    client_n integer not null default 0,
    channel_n integer not null references channels (n),
    base text not null,
    wanted text not null,
    picture blob,
    picture_type text,
    picture_side integer,
    picture_at integer,
    updated_at integer not null
);
create unique index profile_drafts_owner on profile_drafts (user_n, partner_n, client_n, channel_n);
create index profile_drafts_channel on profile_drafts (channel_n);
