-- One row per template and language, as Meta says it. `wording` is what it is found by.
create table templates (
    n integer primary key autoincrement,
    id text not null unique,
    partner_n integer not null references partners (n),
    client_n integer not null references clients (n),
    waba_n integer not null references wabas (n),
    meta_id text not null,
    name text not null,
    language text not null,
    category text not null,
    status text not null,
    quality text not null,
    excerpt text not null,
    wording text not null,
    facts text not null,
    notes text not null,
    changed_at integer not null,
    created_at integer not null,
    unique (waba_n, meta_id)
);
create index templates_partner on templates (partner_n, name, waba_n, language);
create index templates_client on templates (client_n, name, waba_n, language);
create index templates_waba on templates (waba_n, name, language);
create index templates_partner_changed on templates (partner_n, changed_at, n);
create index templates_client_changed on templates (client_n, changed_at, n);
create index templates_waba_changed on templates (waba_n, changed_at, n);
create index templates_partner_status on templates (partner_n, status, name, waba_n, language);
create index templates_meta on templates (meta_id);

-- What happened to a template, kept after it is gone.
create table template_history (
    n integer primary key autoincrement,
    waba_n integer not null references wabas (n),
    name text not null,
    language text not null,
    kind text not null,
    actor text not null,
    detail text not null,
    content text,
    at integer not null
);
create index template_history_of on template_history (waba_n, name, language, n);

-- Names that Meta does not give again until a day.
create table template_locks (
    waba_n integer not null references wabas (n),
    name text not null,
    until integer not null,
    primary key (waba_n, name)
);

-- A template that a person is writing. It is kept until it is sent or thrown away.
create table template_drafts (
    n integer primary key autoincrement,
    id text not null unique,
    user_n integer not null references users (n) on delete cascade,
    partner_n integer not null references partners (n),
    client_n integer not null default 0,
    waba_n integer not null references wabas (n),
    purpose text not null,
    template text not null,
    refusal text,
    sending_until integer not null default 0,
    sent_as text,
    created_at integer not null,
    updated_at integer not null
);
create index template_drafts_user on template_drafts (user_n, partner_n, waba_n, n);
create index template_drafts_waba on template_drafts (waba_n);

alter table wabas add column templates_synced_at integer;
alter table wabas add column templates_changed text;
alter table wabas add column templates_error text;
