package yanzhen.app.admin.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import yanzhen.app.access.AccountOffice;
import yanzhen.app.access.AccountOffice.Entry;
import yanzhen.app.access.AccountOffice.State;
import yanzhen.app.access.Accounts;
import yanzhen.app.access.Forbidden;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.Organisations;
import yanzhen.app.evidence.Commands.Answer;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.Api;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Slice;
import yanzhen.app.site.Typed;

/** Accounts for the security administrator's programs, and one's own for everybody's. */
@RestController
@Tag(name = "accounts", description = "Accounts 账号")
class AccountsApi {

    /** One's own account. */
    @Schema(name = "OwnAccount")
    record Me(
            UUID id,
            String login,
            String name,
            Role role,
            @Nullable String district,
            List<UUID> organisations) {}

    /** An account as its administrator sees it. */
    @Schema(name = "Account")
    record Body(
            UUID id,
            String login,
            String name,
            Role role,
            @Nullable String district,
            List<UUID> organisations,
            State state,
            Instant openedAt,
            @Nullable Instant lastLogInAt,
            @Nullable Instant lockedUntil,
            @Nullable String disabledReason,
            boolean synthetic) {

        static Body of(Entry it) {
            var account = it.account();
            return new Body(
                    account.id(),
                    account.login(),
                    account.name(),
                    account.role(),
                    account.district(),
                    account.organisations().stream().sorted().toList(),
                    it.state(),
                    it.openedAt(),
                    it.lastLogIn(),
                    it.lockedUntil(),
                    it.disabledReason(),
                    account.synthetic());
        }
    }

    /** An account to be opened. */
    @Schema(name = "NewAccount")
    record NewBody(
            @Nullable String login,
            @Nullable String name,
            @Nullable String role,
            @Nullable String district) {}

    /**
     * A one-time link to hand on.
     *
     * @param link missing when the command was sent before: it is given once and not kept
     */
    @Schema(name = "OneTimeLink")
    record LinkBody(UUID account, @Nullable String link, @Nullable Instant expires) {}

    /** Whom an account is to act for. */
    @Schema(name = "NewMandate")
    record MandateBody(@Nullable String organisation) {}

    private final AccountOffice office;
    private final Accounts accounts;
    private final AccountCommands commands;
    private final NewAccounts reading;
    private final Organisations organisations;
    private final Viewers viewers;

    AccountsApi(
            AccountOffice office,
            Accounts accounts,
            AccountCommands commands,
            NewAccounts reading,
            Organisations organisations,
            Viewers viewers) {
        this.office = office;
        this.accounts = accounts;
        this.commands = commands;
        this.reading = reading;
        this.organisations = organisations;
        this.viewers = viewers;
    }

    @GetMapping("/api/v1/me")
    @Operation(summary = "The account that asks")
    Me me() {
        var id = viewers.current().account();
        if (id == null) {
            throw new Forbidden("nobody", "Nobody is logged in.");
        }
        var account = accounts.find(id).orElseThrow(() -> new NotFound("account", id));
        return new Me(
                id,
                account.login(),
                account.name(),
                account.role(),
                account.district(),
                account.organisations().stream().sorted().toList());
    }

    @GetMapping("/api/v1/accounts")
    @Operation(summary = "Accounts by login; pages by cursor")
    Slice<Body> search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Role role,
            @RequestParam(required = false) @Nullable State state,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var query =
                new AccountOffice.Query(q.strip(), role, state, AccountOffice.Sort.LOGIN, false);
        var after = Cursor.read(cursor, 2).orElse(null);
        return AccountsPage.slice(office, query, after, Api.limited(limit)).map(Body::of);
    }

    @GetMapping("/api/v1/accounts/{id}")
    @Operation(summary = "One account")
    Body one(@PathVariable UUID id) {
        return office.find(id).map(Body::of).orElseThrow(() -> new NotFound("account", id));
    }

    @PostMapping("/api/v1/accounts")
    @Operation(summary = "Open an account; the answer holds the one-time link for its password")
    ResponseEntity<LinkBody> open(@RequestHeader(Api.KEY) String key, @RequestBody NewBody body) {
        var problems = new Problems();
        var account =
                reading.read(
                        new NewAccounts.Typing(
                                null, body.login, body.name, body.role, body.district),
                        problems);
        if (account == null) {
            throw new Problems.Refused(problems);
        }
        return linked(commands.open(key, account));
    }

    @PostMapping("/api/v1/accounts/{id}/link")
    @Operation(summary = "A new one-time link for a forgotten password; earlier ones cease to work")
    ResponseEntity<LinkBody> link(@RequestHeader(Api.KEY) String key, @PathVariable UUID id) {
        return linked(commands.link(key, id));
    }

    private static ResponseEntity<LinkBody> linked(AccountCommands.Issued issued) {
        var link = issued.link();
        return Api.created(
                "/api/v1/accounts/" + issued.account(),
                issued.answer(),
                new LinkBody(
                        issued.account(),
                        link == null ? null : AccountPage.address(link),
                        link == null ? null : link.expires()));
    }

    @PostMapping("/api/v1/accounts/{id}/disable")
    @Operation(summary = "Disable an account; its sessions end")
    ResponseEntity<Body> disable(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody Api.Reason body) {
        return changed(commands.disable(key, id, body.given()));
    }

    @PostMapping("/api/v1/accounts/{id}/enable")
    @Operation(summary = "Let a disabled account in again")
    ResponseEntity<Body> enable(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody Api.Reason body) {
        return changed(commands.enable(key, id, body.given()));
    }

    @PostMapping("/api/v1/accounts/{id}/unlock")
    @Operation(summary = "End a lock before its time")
    ResponseEntity<Body> unlock(@RequestHeader(Api.KEY) String key, @PathVariable UUID id) {
        return changed(commands.unlock(key, id));
    }

    @PostMapping("/api/v1/accounts/{id}/mandates")
    @Operation(summary = "Let an account act for an organisation; its sessions end")
    ResponseEntity<Body> grant(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @RequestBody MandateBody body) {
        var problems = new Problems();
        var organisation = Typed.id("organisation", body.organisation, problems);
        if (organisation == null && problems.none()) {
            problems.add("", null, "organisation", "", "required");
        } else if (organisation != null && organisations.find(organisation).isEmpty()) {
            problems.add("", null, "organisation", organisation.toString(), "unknown-reference");
        }
        if (organisation == null || !problems.none()) {
            throw new Problems.Refused(problems);
        }
        return changed(commands.grant(key, id, organisation));
    }

    @PostMapping("/api/v1/accounts/{id}/mandates/{organisation}/revoke")
    @Operation(summary = "End a mandate; the account's sessions end")
    ResponseEntity<Body> revoke(
            @RequestHeader(Api.KEY) String key,
            @PathVariable UUID id,
            @PathVariable UUID organisation,
            @RequestBody Api.Reason body) {
        return changed(commands.revoke(key, id, organisation, body.given()));
    }

    private ResponseEntity<Body> changed(Answer answer) {
        return Api.created("/api/v1/accounts/", answer, this::one);
    }
}
