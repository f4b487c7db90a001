-- The files that were uploaded anew when a draft began, so that they are shown while it is written.
alter table template_drafts add column renewed text not null default '{}';
