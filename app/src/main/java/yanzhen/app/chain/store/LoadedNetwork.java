package yanzhen.app.chain.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.CascadeReading;
import yanzhen.app.chain.SupplyNetworks.Firm;
import yanzhen.engine.Cascade;
import yanzhen.engine.CascadeSetting;
import yanzhen.engine.InputClass;
import yanzhen.engine.InputClasses;
import yanzhen.engine.Markets;
import yanzhen.engine.SupplyNetwork;
import yanzhen.engine.Weights;

/** A data set in memory: its firms by place, and their network. Safe for use by several threads. */
final class LoadedNetwork {

    final String digest;
    final List<Firm> firms;
    final SupplyNetwork network;
    final Weights weights;
    private final List<String> industries;
    private final int[] industry;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Integer> codes = new HashMap<>();

    LoadedNetwork(String digest, List<Firm> firms, SupplyNetwork network) {
        this.digest = digest;
        this.firms = firms;
        this.network = network;
        weights = Weights.bySales(network);
        var all = new TreeSet<String>();
        firms.forEach(it -> all.add(it.sector()));
        industries = List.copyOf(all);
        var numbers = new HashMap<String, Integer>();
        industries.forEach(it -> numbers.put(it, numbers.size()));
        industry = firms.stream().mapToInt(it -> numbers.getOrDefault(it.sector(), 0)).toArray();
        for (int at = 0; at < firms.size(); at++) {
            var firm = firms.get(at);
            places.put(firm.id(), at);
            if (firm.code() != null) {
                codes.put(firm.code(), at);
            }
        }
    }

    @Nullable Integer place(String id) {
        return places.get(id);
    }

    @Nullable Integer placeOfCode(String code) {
        return codes.get(code);
    }

    int industry(int place) {
        return industry[place];
    }

    /** What all firms sold. */
    double sold() {
        double sum = 0;
        for (int at = 0; at < firms.size(); at++) {
            sum += network.sold(at);
        }
        return sum;
    }

    Cascade cascade(CascadeReading reading) {
        var setting = CascadeSetting.of(network, industry, classes(reading));
        return Cascade.on(
                setting.with(
                        switch (reading.substitutes()) {
                            case WITHIN_INDUSTRY -> Markets.by(industry, Markets.Dead.IN_FULL);
                            case NOBODY -> Markets.none();
                        }));
    }

    private InputClasses classes(CascadeReading reading) {
        return switch (reading.inputs()) {
            case ALL -> InputClasses.all(industries.size(), InputClass.ESSENTIAL);
            case NONE -> InputClasses.all(industries.size(), InputClass.NON_ESSENTIAL);
            case GOODS -> InputClasses.of(goods(reading.goods()));
        };
    }

    private InputClass[][] goods(String sections) {
        var rows = new InputClass[industries.size()][industries.size()];
        for (int from = 0; from < rows.length; from++) {
            for (int to = 0; to < rows.length; to++) {
                rows[from][to] =
                        isGoods(from, sections) && isGoods(to, sections)
                                ? InputClass.ESSENTIAL
                                : InputClass.NON_ESSENTIAL;
            }
        }
        return rows;
    }

    private boolean isGoods(int number, String sections) {
        return sections.indexOf(industries.get(number).charAt(0)) >= 0;
    }
}
