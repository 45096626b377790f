-- The queue of setup_agent_subscriptions. By its key an insert that was not answered can be repeated: without that column it is not,
-- and the change is kept as a dead letter instead.
create table agent_workflows (
  id bigint generated always as identity primary key,
  owner uuid not null default auth.uid(),
  agent_id text not null,
  trigger_type text not null,
  payload jsonb not null default '{}',
  status text not null default 'queued',
  idempotency_key text unique,
  created_at timestamptz not null default now()
);

-- Each user has a queue of their own; the user that this server signs in as writes it, and the agent reads it as the same user.
alter table agent_workflows enable row level security;
create policy "own queue" on agent_workflows for all to authenticated
  using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
