-- The search: the terms of each number. No word of one list stands in another, so none comes twice.
create temp table bench_terms as
select r.n,
       case kind.i
           when 0 then 'w' || r.brand when 1 then 'w' || r.branch when 2 then 'w' || r.city
           when 3 then 'w' || c.brand when 4 then 'w' || c.trade when 5 then 'w' || c.form_folded
           when 6 then 'wkontakt' when 7 then 'wexample'
           when 8 then 'n' || r.digits
           when 9 then 'r' || substr(r.digits, 12, 1) || substr(r.digits, 11, 1) || substr(r.digits, 10, 1)
               || substr(r.digits, 9, 1) || substr(r.digits, 8, 1) || substr(r.digits, 7, 1) || substr(r.digits, 6, 1)
               || substr(r.digits, 5, 1) || substr(r.digits, 4, 1) || substr(r.digits, 3, 1) || substr(r.digits, 2, 1)
               || substr(r.digits, 1, 1)
           when 10 then 'i' || r.id when 11 then 'i' || r.external_id
           when 12 then 'i' || c.code || 'WA' when 13 then 'i' || cast(c.waba_external_id as text)
           else 'i' || c.code || 'CL'
       end as term
from bench_rows r cross join bench_clients c cross join bench_words kind
where c.c = r.c and kind.list = 'term';

create temp table bench_lines (n integer primary key, terms text not null, words text not null);
insert into bench_lines (n, terms, words)
select n, '["' || string_agg(term, '","' order by term) || '"]',
       ' ' || string_agg(case when term like 'w%' then substr(term, 2) end, ' ' order by term) || ' '
from bench_terms group by n order by n;
