package yanzhen.app.cluster.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;
import yanzhen.app.cluster.Due;
import yanzhen.app.cluster.Formations.Selection;
import yanzhen.app.cluster.Standing;
import yanzhen.app.cluster.Standing.State;
import yanzhen.app.cluster.Survey;
import yanzhen.app.cluster.Survey.Firm;

/** 名单: the lists of firms behind the numbers of a formation. */
enum FirmList {
    /** 在册. */
    HELD(Sort.SCHEME),
    /** 够数. */
    READY(Sort.SCHEME),
    /** 差一条: the nearest first. */
    CLOSE(Sort.NEAR),
    /** 数据不全. */
    UNDECIDED(Sort.SCHEME),
    /** 回落: the farthest fallen first. */
    FALLING(Sort.NEAR),
    /** 到期与评价: the earliest first. */
    DUE(Sort.DAY);

    /** 排序. */
    enum Sort {
        NEAR,
        DAY,
        SCHEME,
        DISTRICT
    }

    /**
     * A firm in a scheme.
     *
     * @param scheme place of it in the survey
     * @param due only in the list of what is due
     * @param distance how far it is from the worst condition that it lacks; null when that cannot
     *     be said
     */
    record Entry(Firm firm, int scheme, @Nullable Due due, @Nullable BigFraction distance) {

        static Entry of(Firm firm, int scheme) {
            return new Entry(firm, scheme, null, farthest(firm.standings().get(scheme)));
        }

        Standing standing() {
            return firm.standings().get(scheme);
        }

        private static @Nullable BigFraction farthest(Standing standing) {
            BigFraction farthest = null;
            for (var gap : standing.gaps()) {
                var distance = gap.shortfall() == null ? null : gap.shortfall().distance();
                if (distance != null && (farthest == null || distance.compareTo(farthest) > 0)) {
                    farthest = distance;
                }
            }
            return farthest;
        }
    }

    private final Sort own;

    FirmList(Sort own) {
        this.own = own;
    }

    /** The order in which it stands when nothing is asked. */
    Sort own() {
        return own;
    }

    boolean holds(Standing standing) {
        return switch (this) {
            case HELD -> standing.held();
            case READY -> standing.state() == State.READY;
            case CLOSE -> standing.state() == State.CLOSE;
            case UNDECIDED -> standing.state() == State.UNDECIDED;
            case FALLING -> standing.state() == State.FALLING;
            case DUE -> false;
        };
    }

    /**
     * Its entries.
     *
     * @param scheme key of one; empty for all
     * @param turned whether the order runs against its own direction
     */
    List<Entry> of(Survey survey, Selection selection, String scheme, Sort sort, boolean turned) {
        var entries =
                this == DUE ? due(survey, selection, scheme) : standing(survey, selection, scheme);
        var order = order(sort);
        entries.sort(
                (turned ? order.reversed() : order)
                        .thenComparingInt(Entry::scheme)
                        .thenComparing(it -> it.firm.id()));
        return entries;
    }

    private List<Entry> standing(Survey survey, Selection selection, String scheme) {
        var entries = new ArrayList<Entry>();
        for (var firm : survey.firms()) {
            if (!selection.covers(firm)) {
                continue;
            }
            for (int at = 0; at < survey.schemes().size(); at++) {
                if (holds(firm.standings().get(at))
                        && (scheme.isEmpty() || survey.schemes().get(at).key().equals(scheme))) {
                    entries.add(Entry.of(firm, at));
                }
            }
        }
        return entries;
    }

    private static List<Entry> due(Survey survey, Selection selection, String scheme) {
        var places = new HashMap<String, Integer>();
        for (int at = 0; at < survey.schemes().size(); at++) {
            places.put(survey.schemes().get(at).key(), at);
        }
        var wanted = new HashMap<UUID, @Nullable Firm>();
        survey.due().forEach(it -> wanted.put(it.organisation(), null));
        survey.firms().stream()
                .filter(it -> wanted.containsKey(it.id()) && selection.covers(it))
                .forEach(it -> wanted.put(it.id(), it));
        var entries = new ArrayList<Entry>();
        for (var due : survey.due()) {
            var firm = wanted.get(due.organisation());
            if (firm != null && (scheme.isEmpty() || due.scheme().equals(scheme))) {
                entries.add(new Entry(firm, places.getOrDefault(due.scheme(), 0), due, null));
            }
        }
        return entries;
    }

    private Comparator<Entry> order(Sort sort) {
        return switch (sort) {
            case NEAR -> {
                var distance = Comparator.<BigFraction>naturalOrder();
                yield Comparator.comparing(
                        Entry::distance,
                        Comparator.nullsLast(this == FALLING ? distance.reversed() : distance));
            }
            case DAY ->
                    Comparator.comparing(
                            it -> it.due == null ? java.time.LocalDate.MAX : it.due.day());
            case SCHEME -> Comparator.comparingInt(Entry::scheme);
            case DISTRICT -> Comparator.comparing(it -> it.firm.district());
        };
    }
}
