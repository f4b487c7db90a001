-- Into the hub's own tables.
insert into clients (n, id, partner_n, name, legal_name, contact_email, country, created_at, name_key, words)
select n, code || 'CL', {partner}, name, name || ' ' || form, 'kontakt@' || brand || '.example', country, {now},
       brand || ' ' || trade, ' ' || brand || ' example ' || form_folded || ' kontakt ' || trade || ' '
from bench_clients order by n;

insert into wabas (n, id, partner_n, client_n, external_id, name, payment, facts, token_state, connected_at, synced_at, next_sync_at)
select c.n, c.code || 'WA', {partner}, c.n, cast(c.waba_external_id as text), c.name, k.payment,
       replace(replace(k.waba_facts, 'WABAEXTERNAL', cast(c.waba_external_id as text)), 'WABANAME', c.name),
       'valid', {now}, {now}, {now} + 3153600000000
from bench_clients c cross join bench_kinds k where k.k = c.account_kind * 2 + c.payment_kind order by c.n;

insert into channels (n, id, partner_n, client_n, waba_n, external_id, number, digits, name_key, client_key, facts,
    payment, permission, ended, state, quality, messaging_limit, account_type, acts_any, acts_client, acts_partner, acts_meta,
    message_on_behalf, business_verification, number_registration, card, card_version, terms, words,
    created_at, changed_at, synced_at)
select r.n, r.id, {partner}, c.n, c.n, r.external_id, r.number, r.digits,
       r.brand || ' ' || r.branch || ' ' || r.city, c.brand || ' ' || c.trade,
       replace(replace(replace(k.facts, 'CHANNELEXTERNAL', r.external_id), '+999 999 999999', r.number), 'DISPLAYNAME', r.name),
       k.payment, k.permission, false, k.state, k.quality, k.messaging_limit, k.account_type,
       k.acts_any, k.acts_client, k.acts_partner, k.acts_meta,
       k.message_on_behalf, k.business_verification, k.number_registration,
       replace(replace(replace(replace(replace(k.card, 'CHANNELID', r.id), '+999 999 999999', r.number), 'DISPLAYNAME', r.name),
           'CLIENTID', c.code || 'CL'), 'CLIENTNAME', c.name),
       1, l.terms, l.words, {now} + r.i, {now} + r.i, {now} + r.i
from bench_rows r cross join bench_clients c cross join bench_kinds k cross join bench_lines l
where c.c = r.c and k.k = r.k and l.n = r.n
order by r.n;

insert into channel_terms (partner_n, term, channel_n)
select {partner}, term, n from bench_terms order by term, n;
