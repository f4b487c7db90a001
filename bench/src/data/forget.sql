drop table bench_lines;
drop table bench_terms;
drop table bench_rows;
drop table bench_clients;
