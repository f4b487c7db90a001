-- What happened to an account itself stands in the history of each of its numbers.
create index events_account on events (waba_n, n) where channel_n is null;
