-- The role that the application acts as: it owns nothing, so that row-level security binds it.
do $$
begin
    if not exists (select from pg_roles where rolname = 'yanzhen_app') then
        begin
            create role yanzhen_app nologin nosuperuser nobypassrls;
        exception when duplicate_object or unique_violation then
            null; -- another process was faster
        end;
    end if;
    if not pg_has_role(current_user, 'yanzhen_app', 'set') then
        begin
            execute format('grant yanzhen_app to %I with set true, inherit false', current_user);
        exception when insufficient_privilege then
            raise exception 'The role yanzhen_app was made by the owner of another database on this server. Let a superuser say: grant yanzhen_app to % with set true, inherit false',
                quote_ident(current_user);
        end;
    end if;
end
$$;

-- Where they are there already, no right is asked for; else the owner of the database may make them.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['btree_gist', 'pg_trgm'] loop
        if not exists (select from pg_extension where extname = wanted) then
            execute format('create extension if not exists %I', wanted);
        end if;
    end loop;
end
$$;
