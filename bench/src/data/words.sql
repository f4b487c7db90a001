-- What the rows are made of: filled from the domain's own rules, so that SQL only puts pieces together.
create temp table bench_words (list text not null, i bigint not null, shown text not null, folded text not null, primary key (list, i));
create temp table bench_kinds (
    k integer primary key,
    card text not null,
    facts text not null,
    waba_facts text not null,
    payment text not null,
    permission text not null,
    state text not null,
    quality text not null,
    messaging_limit text not null,
    account_type text not null,
    message_on_behalf text not null,
    business_verification text not null,
    number_registration text not null,
    acts_any boolean not null,
    acts_client boolean not null,
    acts_partner boolean not null,
    acts_meta boolean not null
);
