package yanzhen.app.challenge.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.WeakLinks;
import yanzhen.app.challenge.Challenge;
import yanzhen.app.challenge.Origins;
import yanzhen.app.challenge.Wall;
import yanzhen.app.challenge.Wall.Bid;
import yanzhen.app.challenge.need.Needs;
import yanzhen.app.challenge.web.ChallengeView.BidLine;
import yanzhen.app.challenge.web.ChallengeView.FromTopic;
import yanzhen.app.challenge.web.ChallengeView.Moves;
import yanzhen.app.challenge.web.ChallengeView.Step;
import yanzhen.app.site.Choice;

/** Puts together what the page of a challenge shows to this viewer. */
@Component
class ChallengeViews {

    private static final List<String> STEPS =
            List.of("need", "wall", "bids", "award", "delivery", "outcome");

    private final Wall wall;
    private final WeakLinks weakLinks;
    private final Origins origins;
    private final Needs needs;
    private final Matrix matrix;
    private final Shown shown;
    private final Viewers viewers;
    private final Clock clock;

    ChallengeViews(
            Wall wall,
            WeakLinks weakLinks,
            Origins origins,
            Needs needs,
            Shown shown,
            Viewers viewers,
            Matrix matrix,
            Clock clock) {
        this.wall = wall;
        this.origins = origins;
        this.needs = needs;
        this.matrix = matrix;
        this.weakLinks = weakLinks;
        this.shown = shown;
        this.viewers = viewers;
        this.clock = clock;
    }

    ChallengeView of(Challenge it, Locale locale) {
        var viewer = viewers.current();
        var state = it.shownState(clock.instant());
        var bids = wall.bids(it.id());
        var arrived = wall.bidsAtClosing(it.id());
        var names = shown.names(parties(it, bids), locale);
        var content = it.content();
        var rules = wall.rules();
        boolean aside = standsAside(viewer, it, bids);
        var moves = moves(viewer, it, state, arrived, aside);
        var mine = bids.stream().filter(bid -> viewer.actsFor(bid.organisation())).toList();
        var bidders = bidders(viewer, it, state, locale);
        return new ChallengeView(
                it.id(),
                content.title(),
                content.description(),
                content.category().name(),
                state,
                it.synthetic(),
                next(viewer, it, state, arrived, bidders, aside),
                steps(it, state, arrived, locale),
                terms(it, names, locale),
                content.targets().stream().map(ChallengeViews::target).toList(),
                content.weakLink() == null
                        ? null
                        : WeakPoint.of(weakLinks.find(content.weakLink()).orElse(null), locale),
                topic(it, viewer),
                need(it),
                withdrawal(it),
                putOff(it),
                RuleLine.of(rules, locale),
                missing(it, rules),
                lines(mine, names, state, locale),
                receipts(mine),
                state.equals("OPEN") ? List.of() : lines(standing(bids), names, state, locale),
                arrived,
                bidders,
                moves,
                wall.project(it.id()).orElse(null));
    }

    private @Nullable Choice need(Challenge it) {
        return needs.ofChallenge(it.id())
                .map(from -> new Choice(from.id().toString(), from.draft().title()))
                .orElse(null);
    }

    private @Nullable FromTopic topic(Challenge it, Viewer viewer) {
        return origins.of(it.id())
                .map(from -> {
                    var path = "/foresight/topics/" + from.topic();
                    return new FromTopic(
                            from.title(), matrix.admits(viewer.role(), "GET", path) ? path : null);
                })
                .orElse(null);
    }

    private static List<UUID> parties(Challenge it, List<Bid> bids) {
        var ids = new ArrayList<UUID>();
        ids.add(it.content().owner());
        bids.forEach(bid -> ids.add(bid.organisation()));
        return ids;
    }

    private static List<Bid> standing(List<Bid> bids) {
        return bids.stream().filter(Bid::stands).toList();
    }

    private boolean runs(Viewer viewer, Challenge it) {
        return viewer.runsRegion()
                || viewer.is(Role.CHAIN_TASK_FORCE)
                || viewer.actsFor(it.content().owner());
    }

    private Moves moves(
            Viewer viewer, Challenge it, String state, @Nullable Long arrived, boolean aside) {
        boolean runs = runs(viewer, it);
        boolean draft = it instanceof Challenge.Draft;
        boolean closed = state.equals("CLOSED");
        boolean nobody = arrived != null && arrived == 0;
        return new Moves(
                runs && draft,
                runs && draft,
                runs && (draft || it instanceof Challenge.Published),
                runs && closed && nobody,
                viewer.runsRegion() && closed && !nobody && !aside);
    }

    /** 回避: who acts for one of those concerned awards nothing; a colleague does. */
    private static boolean standsAside(Viewer viewer, Challenge it, List<Bid> bids) {
        return viewer.actsFor(it.content().owner())
                || standing(bids).stream().anyMatch(bid -> viewer.actsFor(bid.organisation()));
    }

    private String next(
            Viewer viewer,
            Challenge it,
            String state,
            @Nullable Long arrived,
            List<Choice> bidders,
            boolean aside) {
        boolean nobody = arrived != null && arrived == 0;
        return switch (state) {
            case "DRAFT" -> "next.DRAFT";
            case "OPEN" -> bidders.isEmpty() ? "next.OPEN" : "next.OPEN.bid";
            case "CLOSED" ->
                    nobody
                            ? runs(viewer, it) ? "next.CLOSED.nobody.run" : "next.CLOSED.nobody"
                            : !viewer.runsRegion()
                                    ? "next.CLOSED"
                                    : aside ? "next.CLOSED.aside" : "next.CLOSED.award";
            default -> "next." + state;
        };
    }

    /** How far it has come: past, here, ahead; a withdrawn one stops where it was. */
    private List<Step> steps(Challenge it, String state, @Nullable Long arrived, Locale locale) {
        int here =
                switch (state) {
                    case "DRAFT" -> 0;
                    case "OPEN" -> 2;
                    case "CLOSED" -> 3;
                    case "AWARDED" -> 4;
                    case "COMPLETED" -> STEPS.size();
                    default -> it.onTheWallSince() == null ? 0 : 2;
                };
        var steps = new ArrayList<Step>();
        for (int at = 0; at < STEPS.size(); at++) {
            var key = STEPS.get(at);
            var place = at < here ? "past" : at > here ? "ahead" : "here";
            steps.add(
                    new Step(
                            key,
                            state.equals("WITHDRAWN") && at == here ? "stopped" : place,
                            say(key, it, arrived, locale)));
        }
        return steps;
    }

    private @Nullable String say(String step, Challenge it, @Nullable Long arrived, Locale locale) {
        return switch (step) {
            case "wall" -> shown.day(it.onTheWallSince());
            case "bids" ->
                    it.onTheWallSince() == null
                            ? null
                            : arrived == null
                                    ? shown.say(
                                            "step.bids.until",
                                            locale,
                                            String.valueOf(shown.day(it.content().bidDeadline())))
                                    : shown.say("step.bids.arrived", locale, arrived);
            case "outcome" ->
                    it.content().deliverBy() == null
                            ? null
                            : shown.say(
                                    "step.outcome.by", locale, it.content().deliverBy().toString());
            default -> null;
        };
    }

    private ChallengeView.Terms terms(Challenge it, Map<UUID, String> names, Locale locale) {
        var content = it.content();
        return new ChallengeView.Terms(
                content.owner(),
                names.getOrDefault(content.owner(), ""),
                Shown.amount(content.reward(), locale),
                content.payer(),
                shown.moment(it.onTheWallSince()),
                shown.moment(content.bidDeadline()),
                shown.zone(),
                shown.now(),
                content.deliverBy(),
                content.ipRule(),
                content.useCommitment());
    }

    private static ChallengeView.TargetLine target(Wall.Target it) {
        return new ChallengeView.TargetLine(
                it.metric(),
                it.atLeast() ? "≥" : "≤",
                ChallengeForm.plain(it.value()),
                it.unit(),
                it.testMethod());
    }

    private ChallengeView.@Nullable Withdrawal withdrawal(Challenge it) {
        return it instanceof Challenge.Withdrawn gone
                ? new ChallengeView.Withdrawal(shown.moment(gone.at()), gone.reason())
                : null;
    }

    private List<ChallengeView.PutOff> putOff(Challenge it) {
        return wall.extensions(it.id()).stream()
                .map(e ->
                        new ChallengeView.PutOff(
                                String.valueOf(shown.moment(e.before())),
                                String.valueOf(shown.moment(e.after())),
                                e.reason()))
                .toList();
    }

    private List<String> missing(Challenge it, yanzhen.app.challenge.ChallengeRules rules) {
        return it instanceof Challenge.Draft draft
                ? rules.missing(draft.content(), clock.instant()).kept().stream()
                        .map(problem -> problem.field())
                        .distinct()
                        .toList()
                : List.of();
    }

    private List<BidLine> lines(
            List<Bid> bids, Map<UUID, String> names, String state, Locale locale) {
        return bids.stream().map(it -> line(it, names, state, locale)).toList();
    }

    private BidLine line(Bid it, Map<UUID, String> names, String state, Locale locale) {
        boolean own = viewers.current().actsFor(it.organisation());
        return new BidLine(
                it.id(),
                names.getOrDefault(it.organisation(), ""),
                it.organisation(),
                it.approach(),
                Shown.amount(it.price(), locale),
                it.promises().stream().map(ChallengeForm::plain).toList(),
                it.version(),
                it.digest(),
                shown.moment(it.submittedAt()),
                it.stands(),
                own && it.stands() && state.equals("OPEN"),
                it.decision(),
                it.reason());
    }

    private List<ChallengeView.ReceiptLine> receipts(List<Bid> mine) {
        return mine.isEmpty()
                ? List.of()
                : wall.receipts(mine.getFirst().challenge()).stream()
                        .map(it ->
                                new ChallengeView.ReceiptLine(
                                        it.version(),
                                        it.digest(),
                                        shown.moment(it.submittedAt()),
                                        it.sheet() ? sheet(mine.getFirst(), it.version()) : null))
                        .toList();
    }

    private static String sheet(Bid bid, int version) {
        return "/challenges/" + bid.challenge() + "/bids/" + bid.id() + "/receipts/" + version;
    }

    /** Those of the viewer's organisations that may bid, or replace their bid. */
    private List<Choice> bidders(Viewer viewer, Challenge it, String state, Locale locale) {
        if (!state.equals("OPEN") || !viewer.is(Role.ENTERPRISE, Role.INSTITUTE)) {
            return List.of();
        }
        return shown.own(locale).stream()
                .filter(who -> !who.key().equals(it.content().owner().toString()))
                .toList();
    }
}
