-- The page on which a webhook is tested shows its last tests.
alter table interactive_task add key interactive_task_webhook (webhook_id, created_at);
