-- What accounts are told, by page and by mail; what they follow; the addresses of their calendars. Everything here belongs to one
-- account and shows to it alone: no officer, no auditor and no administrator reads what somebody else is told.
create schema notice;

-- One thing that one account is told. Telling the same thing again does nothing.
create table notice.message (
    id           uuid primary key default uuidv7(),
    account      uuid        not null references access.account,
    key          text        not null check (length(key) between 1 and 200),
    kind         text        not null check (kind ~ '^[a-z][a-z0-9-]{0,59}$'),
    subject_type text        not null check (subject_type ~ '^[a-z][a-z-]{0,59}$'),
    subject      text        not null check (length(subject) between 1 and 100),
    -- Of this site: neither a browser nor a mail reader may take it for another host's.
    path         text        not null check (path ~ '^/([^/\\[:cntrl:][:space:]][^\\[:cntrl:][:space:]]*)?$' and length(path) <= 500),
    zh           text        not null check (length(zh) between 1 and 1000),
    en           text        not null check (length(en) between 1 and 1000),
    at           timestamptz not null,
    due_at       timestamptz,
    read_at      timestamptz,
    constraint message_once unique (account, key)
);
-- The list of an account, unread first, the latest first.
create index message_listed on notice.message (account, (read_at is null) desc, id desc);
-- The number on the bell of every page.
create index message_unread on notice.message (account) where read_at is null;
create index message_due on notice.message (account, due_at) where due_at is not null;

-- Where an account gets mail. An address counts once its link was followed.
create table notice.preference (
    account       uuid primary key references access.account,
    email         text check (length(email) between 6 and 254),
    confirmed_at  timestamptz,
    pending_email text check (length(pending_email) between 6 and 254),
    by_mail       boolean     not null default false,
    language      text        not null default 'zh' check (language in ('zh', 'en')),
    changed_at    timestamptz not null,
    check ((email is null) = (confirmed_at is null)),
    check (email is not null or not by_mail)
);

-- A link sent to an address. Its token stays in clear until the mail has left, and only the program reads it.
create table notice.confirmation (
    id           uuid primary key default uuidv7(),
    account      uuid        not null references access.account,
    email        text        not null check (length(email) between 6 and 254),
    token_digest bytea       not null unique check (length(token_digest) = 32),
    token        text,
    made_at      timestamptz not null,
    expires_at   timestamptz not null,
    used_at      timestamptz
);
create index confirmation_by_account on notice.confirmation (account, made_at);

-- Mails on their way. The id is that of what is sent, and the Message-ID of each attempt.
create table notice.mail (
    id           uuid primary key,
    account      uuid        not null references access.account,
    message      uuid unique references notice.message,
    confirmation uuid unique references notice.confirmation,
    state        text        not null check (state in ('WAITING', 'SENT', 'FAILED', 'GIVEN_UP')),
    tries        integer     not null default 0 check (tries >= 0),
    -- Not to be taken before; while it is being sent, the moment from which it counts as lost.
    next_at      timestamptz not null,
    ended_at     timestamptz,
    fault        text check (length(fault) <= 40),
    reply        integer,
    check (num_nonnulls(message, confirmation) = 1 and id = coalesce(message, confirmation)),
    check ((state in ('SENT', 'GIVEN_UP')) = (ended_at is not null)),
    check (state not in ('FAILED', 'GIVEN_UP') or fault is not null)
);
create index mail_due on notice.mail (next_at) where state in ('WAITING', 'FAILED');
create index mail_by_account on notice.mail (account, ended_at);

-- The address of a calendar. Only a digest of its token is kept.
create table notice.feed (
    id           uuid primary key default uuidv7(),
    account      uuid        not null references access.account,
    token_digest bytea       not null unique check (length(token_digest) = 32),
    made_at      timestamptz not null,
    used_on      date,
    revoked_at   timestamptz
);
create index feed_by_account on notice.feed (account) where revoked_at is null;

-- What an account follows, with what it is called and where it lies: this module knows no such things.
create table notice.subscription (
    id           uuid        not null unique default uuidv7(),
    account      uuid        not null references access.account,
    subject_type text        not null check (subject_type ~ '^[a-z][a-z-]{0,59}$'),
    subject      text        not null check (length(subject) between 1 and 100),
    zh           text        not null check (length(zh) between 1 and 300),
    en           text        not null check (length(en) between 1 and 300),
    path         text        not null check (path ~ '^/([^/\\[:cntrl:][:space:]][^\\[:cntrl:][:space:]]*)?$' and length(path) <= 500),
    since        timestamptz not null,
    primary key (account, subject_type, subject)
);
create index subscription_by_subject on notice.subscription (subject_type, subject);

grant usage on schema notice to yanzhen_app;
grant select, insert on notice.message, notice.mail, notice.confirmation, notice.preference, notice.feed to yanzhen_app;
grant update (read_at) on notice.message to yanzhen_app;
grant update on notice.preference, notice.mail to yanzhen_app;
grant update (token, used_at) on notice.confirmation to yanzhen_app;
grant update (used_on, revoked_at) on notice.feed to yanzhen_app;
grant select, insert, delete on notice.subscription to yanzhen_app;

-- The account's own, or the program: it tells, sends mail and serves calendars.
create function notice.own_or_program(account uuid) returns boolean
    language sql stable parallel safe
    return coalesce(account = access.viewer_account() or access.viewer_role() = 'SYSTEM', false);
create function notice.program() returns boolean
    language sql stable parallel safe
    return coalesce(access.viewer_role() = 'SYSTEM', false);
grant execute on function notice.own_or_program(uuid), notice.program() to yanzhen_app;

alter table notice.message enable row level security;
alter table notice.message force row level security;
create policy read_own on notice.message for select using (notice.own_or_program(account));
create policy told_by_program on notice.message for insert with check (notice.program());
create policy marked_by_reader on notice.message for update
    using (account = access.viewer_account()) with check (account = access.viewer_account());

alter table notice.preference enable row level security;
alter table notice.preference force row level security;
create policy read_own on notice.preference for select using (notice.own_or_program(account));
create policy set_own on notice.preference for insert with check (account = access.viewer_account());
create policy change_own on notice.preference for update
    using (account = access.viewer_account()) with check (account = access.viewer_account());

alter table notice.confirmation enable row level security;
alter table notice.confirmation force row level security;
create policy read_by_program on notice.confirmation for select using (notice.program());
create policy made_by_program on notice.confirmation for insert with check (notice.program());
create policy used_by_program on notice.confirmation for update using (notice.program()) with check (notice.program());

alter table notice.mail enable row level security;
alter table notice.mail force row level security;
create policy read_own on notice.mail for select using (notice.own_or_program(account));
create policy queued_by_program on notice.mail for insert with check (notice.program());
create policy moved_by_program on notice.mail for update using (notice.program()) with check (notice.program());

alter table notice.feed enable row level security;
alter table notice.feed force row level security;
create policy read_own on notice.feed for select using (notice.own_or_program(account));
create policy made_for_self on notice.feed for insert with check (account = access.viewer_account());
create policy revoked_by_owner on notice.feed for update
    using (notice.own_or_program(account)) with check (notice.own_or_program(account));

alter table notice.subscription enable row level security;
alter table notice.subscription force row level security;
create policy read_own on notice.subscription for select using (notice.own_or_program(account));
create policy begun_by_self on notice.subscription for insert with check (notice.own_or_program(account));
create policy ended_by_self on notice.subscription for delete using (notice.own_or_program(account));
