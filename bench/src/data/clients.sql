-- One client with one account for every 20 channels. SQLite joins in the order of `cross join`s.
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
cross join bench_words one cross join bench_words two cross join bench_words three
cross join bench_words trade cross join bench_words form cross join bench_words country
where one.list = 'first syllable' and one.i = c % 30
  and two.list = 'syllable' and two.i = (c / 30) % 30
  and three.list = 'syllable' and three.i = (c / 900) % 30
  and trade.list = 'trade' and trade.i = c % 12
  and form.list = 'form' and form.i = c % 4
  and country.list = 'country' and country.i = c % 10;

create unique index bench_clients_c on bench_clients (c);
