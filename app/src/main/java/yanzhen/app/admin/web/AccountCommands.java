package yanzhen.app.admin.web;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.AccountOffice;
import yanzhen.app.access.AccountOffice.Link;
import yanzhen.app.access.Accounts.LoginTaken;
import yanzhen.app.access.Accounts.NewAccount;
import yanzhen.app.evidence.Commands;
import yanzhen.app.evidence.Commands.Answer;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Conflict;
import yanzhen.app.site.NotFound;

/** What pages and the API do with accounts: each command once, its refusals as both show them. */
@Component
class AccountCommands {

    /**
     * What came of a command that hands out a link.
     *
     * @param link null when the command was sent before: a link is shown once and not kept
     */
    record Issued(Answer answer, @Nullable Link link) {
        UUID account() {
            return answer.id();
        }
    }

    private record LinkCommand(UUID account) {}

    private record DisableCommand(UUID account, String reason) {}

    private record EnableCommand(UUID account, String reason) {}

    private record UnlockCommand(UUID account) {}

    private record GrantCommand(UUID account, UUID organisation) {}

    private record RevokeCommand(UUID account, UUID organisation, String reason) {}

    private final AccountOffice office;
    private final Commands commands;

    AccountCommands(AccountOffice office, Commands commands) {
        this.office = office;
        this.commands = commands;
    }

    Issued open(String key, NewAccount account) {
        return issued(key, account, () -> office.open(account));
    }

    Issued link(String key, UUID account) {
        return issued(key, new LinkCommand(account), () -> office.link(account));
    }

    private Issued issued(String key, Record command, Supplier<Link> work) {
        var link = new AtomicReference<@Nullable Link>();
        var answer =
                translated(() ->
                        commands.once(
                                key,
                                command,
                                () -> {
                                    var fresh = work.get();
                                    link.set(fresh);
                                    return fresh.account().toString();
                                }));
        return new Issued(answer, link.get());
    }

    Answer disable(String key, UUID account, String reason) {
        return done(
                key,
                account,
                new DisableCommand(account, reason),
                () -> office.disable(account, reason));
    }

    Answer enable(String key, UUID account, String reason) {
        return done(
                key,
                account,
                new EnableCommand(account, reason),
                () -> office.enable(account, reason));
    }

    Answer unlock(String key, UUID account) {
        return done(key, account, new UnlockCommand(account), () -> office.unlock(account));
    }

    Answer grant(String key, UUID account, UUID organisation) {
        return done(
                key,
                account,
                new GrantCommand(account, organisation),
                () -> office.grant(account, organisation));
    }

    Answer revoke(String key, UUID account, UUID organisation, String reason) {
        return done(
                key,
                account,
                new RevokeCommand(account, organisation, reason),
                () -> office.revoke(account, organisation, reason));
    }

    private Answer done(String key, UUID account, Record command, Runnable work) {
        return translated(() -> commands.once(key, command, account, work));
    }

    private static Answer translated(Supplier<Answer> work) {
        try {
            return work.get();
        } catch (LoginTaken e) {
            var problems = new Problems();
            problems.add("", null, "login", e.login(), "login-taken");
            throw new Problems.Refused(problems);
        } catch (AccountOffice.Refusal e) {
            throw new Conflict("account-" + e.code(), String.valueOf(e.getMessage()));
        } catch (AccountOffice.Unknown e) {
            throw new NotFound("account", e.account());
        }
    }
}
