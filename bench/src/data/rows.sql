-- The numbers. {first_kind} and {kinds}: which of the 1,000 kinds, all or those that ask for something.
create temp table bench_rows as
with recursive series (i) as (
    select cast(0 as bigint)
    union all
    select i + 1 from series where i + 1 < cast({count} as bigint)
),
numbered as (
    select i, i / 20 as c, cast({partner} as bigint) * 10000000 + i + 1 as n,
           cast({first_kind} as bigint) + (i * 7919 + 13) % cast({kinds} as bigint) as h
    from series
),
shaped as (
    select i, c, n,
           case when i % 100000 = 500 then 11
                when h < 700 then 0 when h < 780 then 1 when h < 830 then 2 when h < 870 then 3 when h < 900 then 4
                when h < 930 then 5 when h < 950 then 6 when h < 970 then 7 when h < 980 then 8 when h < 990 then 9
                else 10 end as shape
    from numbered
)
select s.i, s.c, s.n,
       cast((s.shape * 3 + k.account_kind) * 2 + k.payment_kind as integer) as k,
       substr(cast(10000000000 + (s.n * 2654435761) % 10000000000 as text), 2) || 'CH' as id,
       cast(100000000000000 + s.n as text) as external_id,
       '+' || code.shown || ' 17' || cast(s.n % 10 as text) || ' '
           || substr(cast(10000000 + (s.n / 10) % 10000000 as text), 2) as number,
       code.shown || '17' || cast(s.n % 10 as text) || substr(cast(10000000 + (s.n / 10) % 10000000 as text), 2) as digits,
       brand.shown || ' ' || branch.shown || ' ' || city.shown as name,
       brand.folded as brand, branch.folded as branch, city.folded as city
from shaped s
cross join bench_clients k cross join bench_words code
cross join bench_words brand cross join bench_words branch cross join bench_words city
where k.c = s.c
  and code.list = 'code' and code.i = s.c % 10
  and brand.list = 'brand' and brand.i = (s.i / 7) % 10
  and branch.list = 'branch' and branch.i = (s.i / 3) % 20
  and city.list = 'city' and city.i = (s.i * 31) % 25;
