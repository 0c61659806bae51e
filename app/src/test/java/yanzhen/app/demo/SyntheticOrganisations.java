package yanzhen.app.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import yanzhen.app.kernel.CreditCode;

/**
 * Makes {@code demo/organisations.csv} and {@code demo/recognitions.csv} of the Shanghai pack.
 *
 * <p>Names are built from words that no rule of naming would let into one real firm together, and
 * every English name ends in “(demo)”. No real credit code has a body number that begins with DEM,
 * as theirs do. Addresses lie in roads that say that they are examples.
 */
final class SyntheticOrganisations {

    /** Bodies; the records after them are some of these once more. */
    static final int BODIES = 328;

    private static final int ENTERPRISES = 308;
    private static final LocalDate EPOCH = LocalDate.of(2019, 1, 1);

    private static final List<String> DISTRICTS =
            List.of(
                    "310101", "310104", "310105", "310106", "310107", "310109", "310110", "310112",
                    "310113", "310114", "310115", "310116", "310117", "310118", "310120", "310151");

    /** Pudong, Minhang, Songjiang, Jiading and Xuhui hold most of the industry. */
    private static final List<String> WEIGHTED =
            List.of(
                    "310115", "310115", "310115", "310115", "310112", "310112", "310117", "310114",
                    "310104");

    private static final List<String> FIRST =
            List.of(
                    "澄雁", "栖衡", "沐川", "砺言", "朗砚", "岚序", "聿新", "谦合", "昭原", "霁远", "泊岸", "青梧", "弘砺",
                    "衔芯", "渊湛", "简知", "序良", "穆清", "景芒", "云枢", "衍之", "望舒", "怀瑾", "若谷");
    private static final List<String> FIRST_EN =
            List.of(
                    "Chengyan",
                    "Qiheng",
                    "Muchuan",
                    "Liyan",
                    "Langyan",
                    "Lanxu",
                    "Yuxin",
                    "Qianhe",
                    "Zhaoyuan",
                    "Jiyuan",
                    "Bo’an",
                    "Qingwu",
                    "Hongli",
                    "Xianxin",
                    "Yuanzhan",
                    "Jianzhi",
                    "Xuliang",
                    "Muqing",
                    "Jingmang",
                    "Yunshu",
                    "Yanzhi",
                    "Wangshu",
                    "Huaijin",
                    "Ruogu");

    private record Trade(String industry, String zh, String en) {}

    private static final List<Trade> TRADES =
            List.of(
                    new Trade("C3973", "集成电路", "Integrated Circuits"),
                    new Trade("C3562", "半导体设备", "Semiconductor Equipment"),
                    new Trade("C3985", "电子材料", "Electronic Materials"),
                    new Trade("I6513", "工业软件", "Industrial Software"),
                    new Trade("C3741", "航空部件", "Aircraft Parts"),
                    new Trade("C3252", "特种合金", "Special Alloys"),
                    new Trade("C2710", "生物制药", "Biopharmaceuticals"),
                    new Trade("C3581", "医疗器械", "Medical Devices"),
                    new Trade("C4011", "精密仪表", "Precision Instruments"),
                    new Trade("C3491", "智能装备", "Intelligent Equipment"),
                    new Trade("C3670", "汽车电子", "Automotive Electronics"),
                    new Trade("C2651", "新材料", "Advanced Materials"),
                    new Trade("C3453", "传动件", "Transmission Parts"),
                    new Trade("I6520", "系统集成", "Systems Integration"));

    record Organisation(
            String code,
            String name,
            String nameEn,
            String kind,
            String district,
            String industry,
            LocalDate registered,
            String address) {

        String line() {
            return String.join(
                    ",",
                    code,
                    name,
                    nameEn,
                    kind,
                    district,
                    industry,
                    registered.toString(),
                    park(),
                    address);
        }

        /** Every third enterprise of a district with a synthetic park lies in it. */
        private String park() {
            boolean parked = SyntheticIdentities.PARKED.contains(district);
            return parked
                            && kind.equals("ENTERPRISE")
                            && Integer.parseInt(code.substring(11, 17)) % 3 == 0
                    ? district + "-DEMO"
                    : "";
        }
    }

    record Recognition(String code, String scheme, LocalDate from, String until, String document) {
        String line() {
            return String.join(",", code, scheme, from.toString(), until, document);
        }
    }

    private final Random random;
    private final List<Organisation> organisations = new ArrayList<>();
    private final List<Recognition> recognitions = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private int body;

    SyntheticOrganisations(long seed) {
        this.random = new Random(seed);
        for (int at = 0; at < ENTERPRISES; at++) {
            enterprise(at);
        }
        others();
        twice();
    }

    String organisationsCsv() {
        return csv(
                "code,name,name_en,kind,district,industry,registered,park,address",
                organisations.stream().map(Organisation::line).toList());
    }

    String recognitionsCsv() {
        return csv(
                "code,scheme,from,until,document",
                recognitions.stream().map(Recognition::line).toList());
    }

    private static String csv(String head, List<String> lines) {
        return head + "\n" + String.join("\n", lines) + "\n";
    }

    /** The first ones go round all districts and trades, so that none is empty. */
    private void enterprise(int at) {
        var trade = TRADES.get(at % TRADES.size());
        var district =
                at < 2 * DISTRICTS.size()
                        ? DISTRICTS.get(at % DISTRICTS.size())
                        : random.nextInt(3) == 0 ? pick(DISTRICTS) : pick(WEIGHTED);
        int word = freeWord(trade.zh);
        var registered =
                LocalDate.of(2003 + random.nextInt(16), 1, 1).plusDays(random.nextInt(365));
        var code = code("91", district);
        var organisation =
                new Organisation(
                        code,
                        "上海%s%s有限公司".formatted(FIRST.get(word), trade.zh),
                        "Shanghai %s %s (demo)".formatted(FIRST_EN.get(word), trade.en),
                        "ENTERPRISE",
                        district,
                        trade.industry,
                        registered,
                        SyntheticAddresses.of(body, district));
        organisations.add(organisation);
        climb(organisation, at);
    }

    private int freeWord(String trade) {
        for (int tries = 0; tries < 1_000; tries++) {
            int word = random.nextInt(FIRST.size());
            if (names.add(FIRST.get(word) + trade)) {
                return word;
            }
        }
        throw new IllegalStateException("More firms of one trade than words for them.");
    }

    private void others() {
        for (int at = 0; at < 8; at++) {
            var trade = TRADES.get(at);
            body(
                    "52",
                    "INSTITUTE",
                    "上海%s%s研究院".formatted(FIRST.get(at), trade.zh),
                    "Shanghai %s Institute of %s (demo)".formatted(FIRST_EN.get(at), trade.en));
        }
        for (int at = 8; at < 14; at++) {
            body(
                    "12",
                    "UNIVERSITY",
                    "%s大学".formatted(FIRST.get(at)),
                    "%s University (demo)".formatted(FIRST_EN.get(at)));
        }
        for (int at = 14; at < 18; at++) {
            var trade = TRADES.get(at - 6);
            body(
                    "51",
                    "ASSOCIATION",
                    "上海%s%s行业协会".formatted(FIRST.get(at), trade.zh),
                    "Shanghai %s %s Association (demo)".formatted(FIRST_EN.get(at), trade.en));
        }
        body("11", "GOVERNMENT", "演示市产业主管部门", "Industry Department of the City (demo)");
        body("12", "GOVERNMENT", "演示市产业创新中心", "Industry Innovation Centre of the City (demo)");
    }

    /**
     * Three that were registered a second time, one of them with what it holds: to be found and
     * merged. One has the address of the first record, one another, one none.
     */
    private void twice() {
        var first = organisations.getFirst();
        var again = again(first, "青梧集成电路（上海）有限公司", first.address);
        recognitions.stream().filter(it -> it.code.equals(first.code)).toList().reversed().stream()
                .limit(1)
                .forEach(it ->
                        recognitions.add(
                                new Recognition(
                                        again.code, it.scheme, it.from, it.until, it.document)));
        var second = organisations.get(1);
        again(second, "上海望舒半导体设备公司", SyntheticAddresses.of(BODIES, second.district));
        again(organisations.get(2), "上海聿新电子材料股份有限公司", "");
    }

    private Organisation again(Organisation of, String name, String address) {
        var twin =
                new Organisation(
                        code("91", of.district),
                        name,
                        of.nameEn,
                        of.kind,
                        of.district,
                        of.industry,
                        of.registered,
                        address);
        organisations.add(twin);
        return twin;
    }

    private void body(String prefix, String kind, String name, String nameEn) {
        var district = pick(DISTRICTS);
        var code = code(prefix, district);
        var organisation =
                new Organisation(
                        code,
                        name,
                        nameEn,
                        kind,
                        district,
                        "",
                        LocalDate.of(1990 + random.nextInt(25), 3, 1),
                        SyntheticAddresses.of(body, district));
        organisations.add(organisation);
        if (kind.equals("INSTITUTE")) {
            institute(organisation);
        }
    }

    private void institute(Organisation organisation) {
        switch (random.nextInt(4)) {
            case 0 -> open(organisation, "industrial-research-institute");
            case 1 -> open(organisation, "new-rd-institution");
            case 2 -> open(organisation, "national-platform");
            default -> open(organisation, "mic-preparing");
        }
    }

    /**
     * Each firm climbs as far as its luck goes; what is valid for three years is renewed or lapses.
     */
    private void climb(Organisation firm, int at) {
        int luck = random.nextInt(100);
        if (luck < 72) {
            renewed(firm, "high-tech-enterprise");
        }
        if (luck < 60) {
            renewed(firm, "innovative-sme");
        }
        if (luck < 40) {
            renewed(firm, "specialised-sme");
        }
        if (luck < 16) {
            renewed(firm, "little-giant");
        }
        if (luck < 7) {
            open(firm, "hidden-champion");
        }
        if (luck < 3) {
            open(firm, "single-champion");
        }
        centres(firm, at);
        if (random.nextInt(30) == 0) {
            open(firm, random.nextBoolean() ? "gazelle" : "unicorn");
        }
        if (random.nextInt(40) == 0) {
            open(firm, "chain-leader");
        }
        if (random.nextInt(14) == 0) {
            open(firm, "foreign-rd-centre");
        }
    }

    private void centres(Organisation firm, int at) {
        int chance = random.nextInt(100);
        if (chance < 30) {
            open(firm, "etc-district");
        } else if (chance < 48) {
            open(firm, "etc-city");
        } else if (chance < 52) {
            // Held at both levels: counts twice in the raw sum and once without duplicates.
            open(firm, "etc-city");
            open(firm, "etc-national");
        }
        if (at % 61 == 5) {
            open(firm, at % 122 == 5 ? "mic-national" : "mic-city");
        }
    }

    private void renewed(Organisation firm, String scheme) {
        var from = EPOCH.plusDays(random.nextInt(4 * 365));
        int rounds = 1 + random.nextInt(3);
        for (int round = 0; round < rounds && from.getYear() < 2026; round++) {
            var until = from.plusYears(3);
            grant(firm, scheme, from, until.toString());
            from = until;
        }
    }

    private void open(Organisation firm, String scheme) {
        grant(firm, scheme, EPOCH.plusDays(random.nextInt(6 * 365)), "");
    }

    private void grant(Organisation firm, String scheme, LocalDate from, String until) {
        recognitions.add(
                new Recognition(
                        firm.code,
                        scheme,
                        from,
                        until,
                        "演示〔%d〕%d号".formatted(from.getYear(), 1 + random.nextInt(300))));
    }

    /** Body numbers begin with DEM; real ones begin with a digit or with MA. */
    private String code(String prefix, String district) {
        body++;
        return CreditCode.completing("%s%sDEM%06d".formatted(prefix, district, body)).value();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
