package yanzhen.app.cluster.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Account;
import yanzhen.app.access.Accounts;
import yanzhen.app.cluster.Belongings;
import yanzhen.app.kernel.Bilingual;

/** 账号随机构流转: who acts for the one acts for the other. The account must log in again. */
@Component
@Order(50)
class AccountBelongings implements Belongings {

    /** Of an account that acted for both. */
    private static final String BOTH = "both";

    private final Accounts accounts;

    AccountBelongings(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public String kind() {
        return "account";
    }

    @Override
    public List<Item> of(UUID organisation) {
        return accounts.actingFor(organisation).stream()
                .map(it -> {
                    var said = "%s (%s)".formatted(it.name(), it.login());
                    return new Item(it.id().toString(), new Bilingual(said, said), null);
                })
                .toList();
    }

    @Override
    public List<Trace> pass(Passage passage) {
        var both = acting(passage.taker());
        return passage.items().stream()
                .map(it -> {
                    var account = UUID.fromString(it);
                    accounts.endMandate(account, passage.giver());
                    accounts.mandate(account, passage.taker());
                    return new Trace(it, both.contains(account) ? BOTH : null);
                })
                .toList();
    }

    /** An account whose mandate an administrator has ended since gets none back. */
    @Override
    public List<String> bringBack(Return back) {
        var still = acting(back.taker());
        var missing = new ArrayList<String>();
        for (var trace : back.traces()) {
            var account = UUID.fromString(trace.item());
            if (!still.contains(account)) {
                missing.add(trace.item());
                continue;
            }
            if (!Objects.equals(trace.detail(), BOTH)) {
                accounts.endMandate(account, back.taker());
            }
            accounts.mandate(account, back.giver());
        }
        return missing;
    }

    private Set<UUID> acting(UUID organisation) {
        return accounts.actingFor(organisation).stream()
                .map(Account::id)
                .collect(Collectors.toSet());
    }
}
