-- By which templates are found that say the same. Rows that were there before have none until the hub has computed it;
-- until then nothing is found about them.
alter table templates add column text_key integer;
-- The status is in it so that the templates of an account are counted without reading them.
create index templates_text on templates (waba_n, text_key, status);
create index templates_without_key on templates (n) where text_key is null;

-- What was created in the last hour.
create index template_history_submitted on template_history (waba_n, at) where kind = 'submitted';
