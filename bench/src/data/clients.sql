-- One client with one account for every 20 channels.
create temp table bench_clients as
with recursive series (c) as (
    select cast(0 as bigint)
    union all
    select c + 1 from series where (c + 1) * 20 < cast({count} as bigint)
)
select c,
       cast({partner} as bigint) * 10000000 + c + 1 as n,
       one.shown || two.shown || three.shown || ' ' || trade.shown as name,
       one.folded || two.folded || three.folded as brand,
       trade.folded as trade,
       form.shown as form,
       form.folded as form_folded,
       substr(cast(10000000000 + ((cast({partner} as bigint) * 10000000 + c + 1) * 1779033703) % 10000000000 as text), 2) as code,
       1000000000000000 + cast({partner} as bigint) * 100000000000 + c as waba_external_id,
       country.shown as country,
       case when c % 10 < 7 then 0 when c % 10 < 9 then 1 else 2 end as account_kind,
       c % 2 as payment_kind
from series
join bench_words one on one.list = 'first syllable' and one.i = c % 30
join bench_words two on two.list = 'syllable' and two.i = (c / 30) % 30
join bench_words three on three.list = 'syllable' and three.i = (c / 900) % 30
join bench_words trade on trade.list = 'trade' and trade.i = c % 12
join bench_words form on form.list = 'form' and form.i = c % 4
join bench_words country on country.list = 'country' and country.i = c % 10;
