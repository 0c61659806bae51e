package yanzhen.app.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Makes {@code demo/products.csv} and {@code demo/contracts.csv} of the Shanghai pack: sixteen
 * products and 120 contracts of 2021 to 2026 among the synthetic organisations.
 *
 * <p>Amounts follow no real contract: a few large ones and many small ones, growing from year to
 * year. Names of buyers elsewhere end in “（演示）”.
 */
final class SyntheticLoop {

    private static final int PRODUCTS = 16;
    private static final int CONTRACTS = 120;
    private static final LocalDate LAST = LocalDate.of(2026, 11, 20);
    private static final int DAYS_TO_DECIDE = 30;

    /** Share of the contracts that falls into each year, in hundredths, from 2021. */
    private static final int[] YEARS = {10, 13, 16, 19, 22, 20};

    /** One organisation of {@code demo/organisations.csv}. */
    record Body(String code, String name, String kind, String industry) {
        boolean sells() {
            return kind.equals("ENTERPRISE")
                    || kind.equals("INSTITUTE")
                    || kind.equals("UNIVERSITY");
        }
    }

    private record Thing(String name, String model, String category) {}

    private static final Map<String, List<Thing>> THINGS =
            Map.of(
                    "C3973",
                    List.of(
                            new Thing("车规级功率驱动芯片", "QW-P820", "FIRST_BATCH"),
                            new Thing("高速接口重定时芯片", "QW-R64", "")),
                    "C3562",
                    List.of(
                            new Thing("薄膜沉积在线监测装置", "WS-M300", "FIRST_SET"),
                            new Thing("晶圆湿法清洗单元", "WS-C12", "FIRST_SET")),
                    "C3985",
                    List.of(
                            new Thing("低介电封装胶膜", "YX-F25", "FIRST_BATCH"),
                            new Thing("光刻配套剥离液", "YX-S9", "FIRST_BATCH")),
                    "I6513",
                    List.of(
                            new Thing("多物理场仿真求解器", "V3.0", "FIRST_VERSION"),
                            new Thing("产线排程优化软件", "V2.4", "FIRST_VERSION")),
                    "C3741",
                    List.of(new Thing("复合材料舱门作动器", "RG-A7", "FIRST_SET")),
                    "C3252",
                    List.of(new Thing("高温合金精密环件", "HJ-N18", "FIRST_BATCH")),
                    "C4011",
                    List.of(new Thing("纳米位移测量仪", "JZ-D2", "FIRST_SET")),
                    "C3581",
                    List.of(new Thing("术中成像导航模块", "YZ-N5", "")),
                    "C3453",
                    List.of(new Thing("谐波减速器", "XL-H32", "")),
                    "C2651",
                    List.of(new Thing("耐高温聚酰亚胺薄膜", "CY-PI50", "FIRST_BATCH")));

    /** A product of an outcome, and the amount of its contract in thousands; 0 for none. */
    private record Carried(Thing thing, int thousands) {}

    private static final Map<String, Carried> CARRIED =
            Map.of(
                    "ic-vacuum-pump",
                    new Carried(new Thing("干式真空泵", "WS-DP80", "FIRST_SET"), 5_400),
                    "ic-photoresist",
                    new Carried(new Thing("厚膜光刻胶", "YX-PR6", "FIRST_BATCH"), 3_260),
                    "ca-bearing",
                    new Carried(new Thing("航空主轴轴承", "QH-B40", "FIRST_SET"), 0),
                    "ic-eda-timing",
                    new Carried(new Thing("时序分析软件", "V1.2", "FIRST_VERSION"), 6_800),
                    "ca-superalloy",
                    new Carried(new Thing("单晶高温合金叶片料", "CY-SX2", "FIRST_BATCH"), 8_150),
                    "ca-mesh",
                    new Carried(new Thing("流场仿真软件", "V2.0", "FIRST_VERSION"), 2_900));

    private static final List<String> SUBJECTS =
            List.of(
                    "工艺参数优化", "检测方法", "可靠性验证", "控制算法", "材料配方", "样机研制", "数据接口", "仿真模型", "封装方案",
                    "产线改造", "标准测试", "失效分析");
    private static final Map<String, String> ENDINGS =
            Map.of(
                    "DEVELOPMENT", "联合开发",
                    "TRANSFER", "技术秘密转让",
                    "LICENCE", "专利实施许可",
                    "CONSULTING", "技术咨询",
                    "SERVICE", "技术服务");
    private static final List<String> TYPES =
            List.of(
                    "DEVELOPMENT",
                    "DEVELOPMENT",
                    "DEVELOPMENT",
                    "SERVICE",
                    "SERVICE",
                    "TRANSFER",
                    "LICENCE",
                    "CONSULTING");
    private static final List<String> ELSEWHERE =
            List.of(
                    "320500 苏州澄泽装备有限公司（演示）",
                    "320100 南京砚田软件有限公司（演示）",
                    "330100 杭州言川智能有限公司（演示）",
                    "330200 宁波泊砺材料有限公司（演示）",
                    "340100 合肥序远显示有限公司（演示）",
                    "110108 北京衡言科技有限公司（演示）",
                    "440300 深圳景霁电子有限公司（演示）");

    private final Random random;
    private final List<Body> sellers;
    private final Map<String, List<String>> productsOf = new HashMap<>();
    private final List<String> products = new ArrayList<>();
    private final List<String> contracts = new ArrayList<>();

    SyntheticLoop(
            long seed, List<Body> organisations, List<SyntheticChallenges.Delivered> outcomes) {
        this.random = new Random(seed);
        this.sellers = organisations.stream().filter(Body::sells).toList();
        makeProducts();
        for (int at = 0; at < CONTRACTS; at++) {
            makeContract(at);
        }
        outcomes.forEach(this::carryFurther);
    }

    /** What became of an accepted outcome: a product, and a contract with who had the need. */
    private void carryFurther(SyntheticChallenges.Delivered outcome) {
        var things = CARRIED.get(outcome.key());
        if (things == null) {
            return;
        }
        var thing = things.thing;
        var key = "product-" + outcome.key();
        var listed = workday(outcome.acceptedOn().plusDays(40));
        products.add(
                String.join(
                        ",",
                        key,
                        outcome.team(),
                        thing.name,
                        thing.model,
                        thing.category,
                        workday(listed.minusDays(9)).toString(),
                        listed.toString(),
                        "",
                        "",
                        outcome.key()));
        if (things.thousands > 0) {
            contractOf(outcome, thing, key, things.thousands * 1_000L);
        }
    }

    private void contractOf(
            SyntheticChallenges.Delivered outcome, Thing thing, String product, long total) {
        var signed = workday(outcome.acceptedOn().plusDays(75));
        var submitted = workday(signed.plusDays(12));
        contracts.add(
                String.join(
                        ",",
                        "沪演%d-%04d".formatted(signed.getYear(), contracts.size() + 1),
                        thing.name + (thing.category.equals("FIRST_VERSION") ? "授权使用" : "首批应用开发"),
                        thing.category.equals("FIRST_VERSION") ? "LICENCE" : "DEVELOPMENT",
                        outcome.team(),
                        outcome.owner(),
                        "",
                        "",
                        String.valueOf(total),
                        String.valueOf(total / 100 * 82),
                        signed.toString(),
                        submitted.toString(),
                        "REGISTERED",
                        workday(submitted.plusDays(15)).toString(),
                        "",
                        product,
                        outcome.key()));
    }

    String productsCsv() {
        return "key,maker,name,model,category,first_sold_on,listed_on,withdrawn_on,withdrawn_reason,outcome\n"
                + String.join("\n", products)
                + "\n";
    }

    String contractsCsv() {
        return "number,name,type,seller,buyer,buyer_name,buyer_region,total_yuan,technical_yuan,signed_on,submitted_on,state,decided_on,reason,product,outcome\n"
                + String.join("\n", contracts)
                + "\n";
    }

    /** Goes round the organisations in their order and takes a thing that fits their trade. */
    private void makeProducts() {
        Set<String> taken = new HashSet<>();
        for (int at = 0; products.size() < PRODUCTS; at++) {
            var maker = sellers.get(at % sellers.size());
            var free =
                    THINGS.getOrDefault(maker.industry, List.of()).stream()
                            .filter(it -> !taken.contains(it.model))
                            .toList();
            if (free.isEmpty()) {
                if (at > sellers.size()) {
                    return;
                }
                continue;
            }
            var thing = free.getFirst();
            taken.add(thing.model);
            addProduct(maker, thing);
        }
    }

    private void addProduct(Body maker, Thing thing) {
        var key = "product-%02d".formatted(products.size() + 1);
        var listed = workday(LocalDate.of(2022, 3, 1).plusDays(random.nextInt(1_640)));
        boolean sold = random.nextInt(4) > 0;
        boolean withdrawn = products.size() == 6;
        productsOf.computeIfAbsent(maker.code, _ -> new ArrayList<>()).add(key);
        products.add(
                String.join(
                        ",",
                        key,
                        maker.code,
                        thing.name,
                        thing.model,
                        thing.category,
                        sold ? workday(listed.minusDays(20 + random.nextInt(200))).toString() : "",
                        listed.toString(),
                        withdrawn ? workday(listed.plusDays(300)).toString() : "",
                        withdrawn ? "型号升级，由后续型号替代" : "",
                        ""));
    }

    private void makeContract(int at) {
        var type = TYPES.get(random.nextInt(TYPES.size()));
        var seller = sellers.get(random.nextInt(sellers.size()));
        var signed = workday(day(at));
        var submitted = earlier(workday(signed.plusDays(3 + random.nextInt(40))), LAST);
        var decided = workday(submitted.plusDays(4 + random.nextInt(DAYS_TO_DECIDE - 6)));
        boolean pending = decided.isAfter(LAST);
        boolean refused = !pending && random.nextInt(25) == 0;
        long total = amount(signed.getYear());
        long technical =
                total
                        / 100
                        * (type.equals("DEVELOPMENT")
                                ? 60 + random.nextInt(41)
                                : 85 + random.nextInt(16));
        contracts.add(
                String.join(
                        ",",
                        "沪演%d-%04d".formatted(signed.getYear(), at + 1),
                        SUBJECTS.get(random.nextInt(SUBJECTS.size())) + ENDINGS.get(type),
                        type,
                        seller.code,
                        buyer(seller),
                        String.valueOf(total),
                        String.valueOf(technical),
                        signed.toString(),
                        submitted.toString(),
                        pending ? "PENDING" : refused ? "REFUSED" : "REGISTERED",
                        pending ? "" : decided.toString(),
                        refused ? "标的为现有产品的常规销售，没有技术开发内容" : "",
                        product(seller),
                        ""));
    }

    private String product(Body seller) {
        var own = productsOf.getOrDefault(seller.code, List.of());
        return own.isEmpty() ? "" : own.get(random.nextInt(own.size()));
    }

    /** Credit code of a buyer here, or name and region of one elsewhere. */
    private String buyer(Body seller) {
        if (random.nextInt(3) == 0) {
            var elsewhere = ELSEWHERE.get(random.nextInt(ELSEWHERE.size())).split(" ", 2);
            return "," + elsewhere[1] + "," + elsewhere[0];
        }
        var buyer = sellers.get(random.nextInt(sellers.size()));
        return buyer.code.equals(seller.code) ? buyer(seller) : buyer.code + ",,";
    }

    private LocalDate day(int at) {
        int sum = 0;
        int hundredth = at * 100 / CONTRACTS;
        for (int year = 0; year < YEARS.length; year++) {
            sum += YEARS[year];
            if (hundredth < sum) {
                int days = 2021 + year == LAST.getYear() ? LAST.getDayOfYear() - 1 : 330;
                return LocalDate.ofYearDay(2021 + year, 1 + random.nextInt(days));
            }
        }
        throw new IllegalStateException("The shares of the years do not sum to 100.");
    }

    /** Whole thousands of yuan: most below five million, a few above fifty million. */
    private long amount(int year) {
        double size = Math.exp(13.6 + 1.35 * random.nextGaussian() + 0.12 * (year - 2021));
        return Math.clamp(Math.round(size / 1_000), 30, 180_000) * 1_000L;
    }

    private static LocalDate workday(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY
                ? day.plusDays(2)
                : day.getDayOfWeek() == DayOfWeek.SUNDAY ? day.plusDays(1) : day;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
