package yanzhen.app.chain.web;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.SupplyNetworks;
import yanzhen.app.chain.SupplyNetworks.Firm;
import yanzhen.app.chain.WhatIfs.FirmLoss;
import yanzhen.app.kernel.Bilingual;

/** 分组损失: the losses of a cascade added up by district, country, chain, node or industry. */
@Component
class LossGroups {

    /** By what. */
    enum By {
        FIRM,
        DISTRICT,
        COUNTRY,
        CHAIN,
        NODE,
        INDUSTRY
    }

    /**
     * A group. A firm that makes several nodes counts with each of them, and once with each of
     * their chains.
     *
     * @param hit how many of its firms lose something
     * @param amount lost, in the unit of the network
     * @param part of all that is lost, 0 to 1
     */
    record Group(String key, String name, int hit, double amount, double part) {}

    private final SupplyNetworks networks;
    private final NetworkWords words;

    LossGroups(SupplyNetworks networks, NetworkWords words) {
        this.networks = networks;
        this.words = words;
    }

    /**
     * The largest loss first; a firm without the quality counts in none.
     *
     * @param losses all of an answer, or those that one step hits for the first time
     * @param all that is lost in the whole answer
     */
    List<Group> of(List<FirmLoss> losses, double all, By by, Locale locale) {
        var sums = new HashMap<String, double[]>();
        for (var it : losses) {
            for (var key : keys(it.firm(), by)) {
                var sum = sums.computeIfAbsent(key, _ -> new double[2]);
                sum[0]++;
                sum[1] += it.amount();
            }
        }
        double whole = all == 0 ? 1 : all;
        var name = names(by, sums, locale);
        return sums.entrySet().stream()
                .map(it ->
                        new Group(
                                it.getKey(),
                                name.apply(it.getKey()),
                                (int) it.getValue()[0],
                                it.getValue()[1],
                                it.getValue()[1] / whole))
                .sorted(
                        Comparator.comparingDouble(Group::amount)
                                .reversed()
                                .thenComparing(Group::key))
                .toList();
    }

    static double sum(List<FirmLoss> losses) {
        return losses.stream().mapToDouble(FirmLoss::amount).sum();
    }

    private static List<String> keys(Firm firm, By by) {
        return switch (by) {
            case FIRM -> List.of(firm.id());
            case DISTRICT -> firm.district() == null ? List.of("") : List.of(firm.district());
            case COUNTRY -> List.of(firm.country());
            case CHAIN -> firm.nodes().stream().map(LossGroups::chain).distinct().toList();
            case NODE -> firm.nodes();
            case INDUSTRY -> List.of(firm.sector());
        };
    }

    private static String chain(String place) {
        return place.substring(0, Math.max(0, place.indexOf('/')));
    }

    private Function<String, String> names(By by, Map<String, double[]> sums, Locale locale) {
        return switch (by) {
            case FIRM, INDUSTRY -> it -> it;
            case DISTRICT -> it -> words.district(it.isEmpty() ? null : it, locale);
            case COUNTRY -> it -> words.country(it, locale);
            case CHAIN -> called(networks.chains(sums.keySet()), locale);
            case NODE -> called(networks.nodes(sums.keySet()), locale);
        };
    }

    private static Function<String, String> called(Map<String, Bilingual> names, Locale locale) {
        return it -> {
            var name = names.get(it);
            return name == null ? it : name.in(locale);
        };
    }
}
