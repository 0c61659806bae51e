package yanzhen.app.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A made-up supply network: the firms of the demonstration, the suppliers of its chains outside of
 * the register, and who sells how much to whom along the edges of the chains. Says nothing about
 * the world; the same seed makes the same bytes.
 */
final class SyntheticSupply {

    /** A row of demo/chains: who makes a node. */
    record Maker(String chain, String node, String code, String zh, String en, String country) {}

    /** A row of edges.csv. */
    record Edge(String chain, String supplier, String consumer) {}

    private record Body(
            String id,
            String name,
            String nameEn,
            String code,
            String sector,
            String district,
            String country,
            Set<String> nodes) {}

    private record Pair(String supplier, String buyer) {}

    private static final String USUAL = "C3985";
    private static final int MOST_SUPPLIERS = 3;

    /** 最终用户: buy and sell nothing on. */
    private static final List<Body> FINAL =
            List.of(
                    user("USE-001", "境外用户甲（演示）", "User abroad 1 (demo)", "C3911", "", "DE"),
                    user("USE-002", "境外用户乙（演示）", "User abroad 2 (demo)", "C3922", "", "US"),
                    user(
                            "USE-003",
                            "外省整机用户甲（演示）",
                            "User in another province 1 (demo)",
                            "C3921",
                            "",
                            "CN"),
                    user(
                            "USE-004",
                            "外省整机用户乙（演示）",
                            "User in another province 2 (demo)",
                            "C3612",
                            "",
                            "CN"),
                    user("USE-005", "航空运营用户（演示）", "Airline (demo)", "G5611", "", "CN"),
                    user("USE-006", "医疗用户（演示）", "Hospitals (demo)", "Q8411", "310104", "CN"));

    private static Body user(
            String id, String name, String nameEn, String sector, String district, String country) {
        return new Body(id, name, nameEn, "", sector, district, country, new LinkedHashSet<>());
    }

    private final Random random;
    private final Map<String, Body> bodies = new LinkedHashMap<>();
    private final Map<String, List<String>> makers = new TreeMap<>();
    private final Map<Pair, Integer> volumes = new LinkedHashMap<>();

    /**
     * @param organisations code, name, English name, kind, district, industry
     */
    SyntheticSupply(
            long seed, List<String[]> organisations, List<Maker> provisions, List<Edge> edges) {
        random = new Random(seed);
        for (var it : organisations) {
            if (it[3].equals("ENTERPRISE") && !it[5].isEmpty()) {
                bodies.put(
                        it[0],
                        new Body(
                                it[0],
                                it[1],
                                it[2],
                                it[0],
                                it[5],
                                it[4],
                                "CN",
                                new LinkedHashSet<>()));
            }
        }
        provisions.forEach(this::place);
        edges.forEach(this::trade);
        everyday();
        FINAL.forEach(it -> bodies.put(it.id, it));
        others();
    }

    private void place(Maker it) {
        var id = it.code.isEmpty() ? it.country + "-" + it.zh : it.code;
        if (!it.code.isEmpty() && !bodies.containsKey(id)) {
            return;
        }
        var body =
                bodies.computeIfAbsent(
                        id,
                        _ ->
                                new Body(
                                        outside(),
                                        it.zh,
                                        it.en,
                                        "",
                                        sector(it),
                                        "",
                                        it.country,
                                        new LinkedHashSet<>()));
        var node = it.chain + "/" + it.node;
        body.nodes.add(node);
        makers.computeIfAbsent(node, _ -> new ArrayList<>()).add(id);
    }

    private String outside() {
        long there = bodies.values().stream().filter(it -> it.code.isEmpty()).count();
        return "OUT-%03d".formatted(there + 1);
    }

    /** As the first registered maker of the same node; makers of one node are of one trade. */
    private String sector(Maker of) {
        return makers.getOrDefault(of.chain + "/" + of.node, List.of()).stream()
                .map(bodies::get)
                .map(Body::sector)
                .findFirst()
                .orElse(USUAL);
    }

    private void trade(Edge edge) {
        var sellers = makers.getOrDefault(edge.chain + "/" + edge.supplier, List.of());
        var buyers = makers.getOrDefault(edge.chain + "/" + edge.consumer, List.of());
        for (var buyer : buyers) {
            for (var seller : some(sellers, 1 + random.nextInt(MOST_SUPPLIERS))) {
                sell(seller, buyer, 200 + 50 * random.nextInt(60));
            }
        }
    }

    /** Everybody buys services and sells something. */
    private void everyday() {
        var all = List.copyOf(bodies.keySet());
        var services = all.stream().filter(it -> !makesGoods(it)).toList();
        for (var buyer : all) {
            for (var seller : some(services, 1 + random.nextInt(MOST_SUPPLIERS))) {
                sell(seller, buyer, 20 + 10 * random.nextInt(40));
            }
        }
        var selling = volumes.keySet().stream().map(Pair::supplier).collect(Collectors.toSet());
        for (var seller : all) {
            if (!selling.contains(seller)) {
                for (var buyer : some(all, 2)) {
                    sell(seller, buyer, 50 + 10 * random.nextInt(60));
                }
            }
        }
    }

    private boolean makesGoods(String key) {
        var body = bodies.get(key);
        return body != null && body.sector.startsWith("C");
    }

    /**
     * Most of what is made leaves the network: without those who use it and sell nothing on, every
     * loss would go round until nothing is left.
     */
    private void others() {
        var sales = new LinkedHashMap<String, Integer>();
        volumes.forEach((pair, volume) -> sales.merge(pair.supplier, volume, Integer::sum));
        var users = FINAL.stream().map(Body::id).toList();
        sales.forEach((seller, sold) -> {
            int tenths = 4 + random.nextInt(17);
            for (var user : some(users, 1 + random.nextInt(2))) {
                sell(seller, user, Math.max(10, sold * tenths / 100 * 10));
            }
        });
    }

    private Collection<String> some(List<String> of, int count) {
        var found = new LinkedHashSet<String>();
        for (int tries = 0;
                tries < 4 * count && found.size() < Math.min(count, of.size());
                tries++) {
            found.add(of.get(random.nextInt(of.size())));
        }
        return found;
    }

    private void sell(String seller, String buyer, int volume) {
        if (!seller.equals(buyer)) {
            volumes.merge(new Pair(seller, buyer), volume, Integer::sum);
        }
    }

    String firmsCsv() {
        var text = new StringBuilder("id,name,name_en,code,sector,district,country,nodes\n");
        var ids = new HashSet<String>();
        for (var it : bodies.values()) {
            if (!ids.add(it.id)) {
                throw new IllegalStateException("There are two firms " + it.id);
            }
            text.append(
                    String.join(
                            ",",
                            it.id,
                            it.name,
                            it.nameEn,
                            it.code,
                            it.sector,
                            it.district,
                            it.country,
                            String.join(";", it.nodes)));
            text.append('\n');
        }
        return text.toString();
    }

    String linksCsv() {
        var text = new StringBuilder("supplier,buyer,volume\n");
        volumes.forEach((pair, volume) ->
                text.append(id(pair.supplier))
                        .append(',')
                        .append(id(pair.buyer))
                        .append(',')
                        .append(volume)
                        .append('\n'));
        return text.toString();
    }

    private String id(String key) {
        var body = bodies.get(key);
        return body == null ? key : body.id;
    }
}
