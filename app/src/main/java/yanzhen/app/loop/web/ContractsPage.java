package yanzhen.app.loop.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.kernel.AsOf;
import yanzhen.app.loop.Contract;
import yanzhen.app.loop.Contracts;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.Money;
import yanzhen.app.site.Sheet;
import yanzhen.app.site.Typed;

/** 技术合同: sums for everybody, rows for those whom they concern. */
@Controller
class ContractsPage {

    private static final List<String> HEADS =
            List.of(
                    "contract.number",
                    "contract.name",
                    "contract.type",
                    "contract.seller",
                    "contract.buyer",
                    "contract.buyer-region",
                    "contract.total.yuan",
                    "contract.technical.yuan",
                    "contract.signed",
                    "contract.submitted",
                    "contract.state",
                    "loop.mark");

    private static final int ROWS = 50;
    private static final int EXPORTED = 10_000;
    private static final List<String> STATES =
            List.of("PENDING", "OVERDUE", "REGISTERED", "REFUSED");

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String q,
            @Nullable String type,
            @Nullable String state,
            @Nullable Integer year,
            @Nullable String cursor) {

        Contracts.Query query(LocalDate today) {
            return new Contracts.Query(
                    Typed.text(q), Typed.text(type), Typed.text(state), year, today);
        }
    }

    /** All that the template may read. */
    record Listing(
            List<Line> lines,
            long count,
            @Nullable String next,
            boolean first,
            ListAddress address,
            Contracts.Query query,
            String year,
            Sum current,
            List<Sum> years,
            List<Sum> types,
            List<String> allTypes,
            List<String> states,
            boolean maySubmit,
            boolean signedIn) {}

    /**
     * One sum.
     *
     * @param share of the largest, 0 to 100, for the bar beside it
     */
    record Sum(
            String key, long count, String total, String technical, int share, boolean synthetic) {}

    record Line(
            UUID id,
            String number,
            String name,
            String type,
            UUID seller,
            String sellerName,
            String buyer,
            @Nullable UUID buyerId,
            String buyerRegion,
            String total,
            String technical,
            LocalDate signed,
            LocalDate submitted,
            String state,
            boolean overdue,
            LocalDate due,
            boolean synthetic) {}

    private final Contracts contracts;
    private final Parties parties;
    private final Viewers viewers;
    private final MessageSource messages;
    private final Clock clock;

    ContractsPage(
            Contracts contracts,
            Parties parties,
            Viewers viewers,
            MessageSource messages,
            Clock clock) {
        this.contracts = contracts;
        this.parties = parties;
        this.viewers = viewers;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/contracts")
    String show(@ModelAttribute Asked asked, Model model, Locale locale) {
        var today = LocalDate.now(clock);
        var now = new AsOf(today, clock.instant());
        var query = asked.query(today);
        var after = Cursor.read(asked.cursor, 2).orElse(null);
        var slice = contracts.search(query, after, ROWS);
        var newYear = today.withDayOfYear(1);
        var years = contracts.totalsByYear(now);
        var types = contracts.totalsByType(newYear, now);
        var viewer = viewers.current();
        model.addAttribute(
                "listing",
                new Listing(
                        lines(slice.items(), today, locale),
                        contracts.count(query),
                        slice.next(),
                        after == null,
                        address(query),
                        query,
                        String.valueOf(today.getYear()),
                        sum("", contracts.total(newYear, now), 0, locale),
                        sums(years, locale),
                        sums(types, locale),
                        Arrays.stream(Contract.Type.values()).map(Enum::name).toList(),
                        STATES,
                        viewer.is(Role.ENTERPRISE, Role.INSTITUTE),
                        viewer.signedIn()));
        return "loop/contracts";
    }

    private static ListAddress address(Contracts.Query query) {
        return ListAddress.of("/contracts")
                .with("q", query.words())
                .with("type", query.type())
                .with("state", query.state())
                .with("year", query.year());
    }

    @GetMapping("/contracts/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String form, @ModelAttribute Asked asked, Locale locale) {
        var kind = Sheet.Form.of(form);
        var today = LocalDate.now(clock);
        var sheet = new Sheet(say("contracts.title", locale), HEADS, it -> say(it, locale));
        var found = contracts.search(asked.query(today), null, EXPORTED).items();
        var lines = lines(found, today, locale);
        for (int at = 0; at < found.size(); at++) {
            var line = lines.get(at);
            sheet.add(
                    line.number,
                    line.name,
                    say("contract.type." + line.type, locale),
                    line.sellerName,
                    line.buyer,
                    line.buyerRegion,
                    found.get(at).total().amount(),
                    found.get(at).technical().amount(),
                    line.signed,
                    line.submitted,
                    say("contract.state." + line.state, locale),
                    line.synthetic ? say("site.synthetic", locale) : "");
        }
        return sheet.download(kind);
    }

    private static List<Sum> sums(List<Contracts.Part> parts, Locale locale) {
        long most = parts.stream().mapToLong(it -> it.total().total().fen()).max().orElse(1);
        return parts.stream()
                .map(it ->
                        sum(
                                it.key(),
                                it.total(),
                                Math.toIntExact(it.total().total().fen() * 100 / most),
                                locale))
                .toList();
    }

    private static Sum sum(String key, Contracts.Total total, int share, Locale locale) {
        return new Sum(
                key,
                total.count(),
                Money.said(total.total(), locale),
                Money.said(total.technical(), locale),
                share,
                total.synthetic());
    }

    private List<Line> lines(List<Contract> found, LocalDate today, Locale locale) {
        var sellers = parties.byId(found.stream().map(Contract::seller).toList());
        return found.stream()
                .map(it -> {
                    var seller = sellers.get(it.seller());
                    return new Line(
                            it.id(),
                            it.number(),
                            it.name(),
                            it.type().name(),
                            it.seller(),
                            seller == null ? "" : seller.nameIn(locale),
                            it.buyer().name(),
                            it.buyer().organisation(),
                            parties.region(it.buyer().region(), locale),
                            Money.said(it.total(), locale),
                            Money.said(it.technical(), locale),
                            it.signedOn(),
                            it.submittedOn(),
                            it.registration().name(),
                            it.overdue(today),
                            it.due(),
                            it.synthetic());
                })
                .toList();
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
