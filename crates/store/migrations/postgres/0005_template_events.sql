-- The template that an event is about, which may be gone since: then the notification leads to the list.
alter table events add column template_n bigint;
