package yanzhen.app.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Makes the synthetic challenges of the Shanghai pack with all that follows from them: {@code
 * demo/challenges.csv}, {@code targets.csv}, {@code bids.csv}, {@code milestones.csv} and {@code
 * outcomes.csv}.
 *
 * <p>The needs are written by hand, so that they read as such needs do; who bids beside the winner,
 * prices, promises and measured values come from the seed. No value is taken from a real product.
 */
final class SyntheticChallenges {

    /** What came of a need. */
    private enum Fate {
        DRAFT,
        OPEN,
        CLOSED,
        NOBODY,
        WITHDRAWN,
        /** First milestone accepted. */
        HALF_WAY,
        /** First milestone waits for an officer. */
        HANDED_IN,
        /** First milestone was sent back and is late. */
        LATE,
        /** All milestones accepted, the outcome not yet. */
        READY,
        COMPLETED
    }

    private record Target(String metric, boolean atLeast, double value, String unit, String test) {}

    /**
     * One need.
     *
     * @param team who wins; empty where nobody does
     * @param reward in ten thousand yuan
     * @param published first day on the wall
     * @param months from the award to the delivery
     */
    private record Need(
            String key,
            String chain,
            String node,
            String category,
            Fate fate,
            String owner,
            String team,
            int reward,
            LocalDate published,
            int months,
            String title,
            String description,
            String use,
            List<Target> targets) {}

    /**
     * What the products and contracts of the demonstration need to know of an outcome.
     *
     * @param key of its challenge
     * @param team credit code
     * @param owner credit code of who had the need
     */
    record Delivered(String key, String team, String owner, LocalDate acceptedOn) {}

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final String IC = "integrated-circuits";
    private static final String AIR = "civil-aircraft";
    private static final String OFFICE = "演示市产业主管部门";
    private static final String THIRD = "第三方检测机构按双方确认的大纲测试";

    private static final List<String> RULES =
            List.of(
                    "知识产权归揭榜单位，需求单位在本单位范围内免费使用",
                    "知识产权由双方共有，向第三方许可须经双方同意",
                    "知识产权归揭榜单位，需求单位三年内享有优先采购权");

    private static final List<String> APPROACHES =
            List.of(
                    "在现有成熟样机上改进关键部件，先做小批验证，再转入中试",
                    "自主设计核心部件，联合高校完成仿真和寿命试验，分两轮迭代",
                    "采用模块化方案，先替换易损部分，再整机集成，风险可控",
                    "以正向设计为主，配套建设专用试验台，全部指标由第三方验证");

    private static final List<Need> NEEDS =
            List.of(
                    need(
                            "ic-vacuum-pump",
                            IC,
                            "vacuum-pump",
                            "CORE_COMPONENT",
                            Fate.COMPLETED,
                            "上海衍之集成电路有限公司",
                            "上海望舒半导体设备有限公司",
                            680,
                            "2021-09-15",
                            10,
                            "刻蚀工序用干式真空泵",
                            "现用干式真空泵全部依赖进口，维修周期长。要求研制可直接替换的干式真空泵，在刻蚀产线连续运行，抽气性能和寿命不低于现用设备。",
                            "验收合格后一年内采购不少于 30 台",
                            at("极限真空", false, 0.8, "Pa"),
                            at("平均无故障时间", true, 16000, "h")),
                    need(
                            "ic-photoresist",
                            IC,
                            "photoresist",
                            "BASIC_MATERIAL",
                            Fate.COMPLETED,
                            "上海渊湛集成电路有限公司",
                            "上海聿新电子材料有限公司",
                            920,
                            "2021-12-06",
                            15,
                            "厚膜光刻胶及其配套试剂",
                            "特色工艺产线的厚膜光刻胶没有境内供应。要求完成配方、提纯和批量稳定性验证，给出与现用显影工艺匹配的整套方案。",
                            "通过产线验证后，首年采购不少于 2 吨",
                            at("金属杂质总量", false, 20, "ppb"),
                            at("批间膜厚偏差", false, 1.5, "%")),
                    need(
                            "ca-bearing",
                            AIR,
                            "bearing",
                            "CORE_COMPONENT",
                            Fate.COMPLETED,
                            "上海怀瑾航空部件有限公司",
                            "上海栖衡传动件有限公司",
                            760,
                            "2022-03-21",
                            16,
                            "航空主轴轴承长寿命化",
                            "主轴轴承寿命短、返修率高。要求改进材料纯净度和滚道加工工艺，完成台架寿命试验，满足整机连续试验要求。",
                            "台架试验合格后，试制批采购 60 套",
                            at("台架寿命", true, 3000, "h"),
                            at("旋转精度", false, 2.5, "µm")),
                    need(
                            "ic-eda-timing",
                            IC,
                            "eda-digital",
                            "INDUSTRIAL_SOFTWARE",
                            Fate.COMPLETED,
                            "上海青梧集成电路有限公司",
                            "上海昭原工业软件有限公司",
                            1250,
                            "2022-06-13",
                            17,
                            "数字电路时序分析软件",
                            "芯片签核环节的时序分析软件没有境内替代。要求在真实设计上给出与现用工具一致的结论，并支持多工艺角并行分析。",
                            "验收后在两个量产项目中使用，采购 20 套授权",
                            at("路径结论一致率", true, 99.5, "%"),
                            at("千万实例分析时间", false, 6, "h")),
                    need(
                            "ic-overlay",
                            IC,
                            "inspection",
                            "CORE_COMPONENT",
                            Fate.COMPLETED,
                            "上海衍之集成电路有限公司",
                            "上海望舒精密仪表有限公司",
                            1480,
                            "2022-10-17",
                            18,
                            "晶圆套刻误差量测模块",
                            "套刻误差量测设备来源单一。要求研制量测模块，在产线环境下完成重复性和匹配性验证，并开放数据接口。",
                            "产线验证通过后采购 4 套",
                            at("动态重复性", false, 0.6, "nm"),
                            at("每小时量测片数", true, 120, "片")),
                    need(
                            "ca-superalloy",
                            AIR,
                            "superalloy",
                            "BASIC_MATERIAL",
                            Fate.COMPLETED,
                            "上海霁远航空部件有限公司",
                            "上海澄雁特种合金有限公司",
                            1120,
                            "2023-02-20",
                            18,
                            "单晶高温合金叶片料批产稳定性",
                            "单晶高温合金成品率低、批次波动大。要求稳定熔炼和定向凝固工艺，给出每批的成分与持久性能数据。",
                            "连续三批合格后，签订三年供货协议",
                            at("单晶成品率", true, 72, "%"),
                            at("持久寿命", true, 110, "h")),
                    need(
                            "ic-track-nozzle",
                            IC,
                            "track",
                            "CORE_COMPONENT",
                            Fate.COMPLETED,
                            "上海渊湛集成电路有限公司",
                            "上海望舒半导体设备有限公司",
                            990,
                            "2023-06-12",
                            18,
                            "涂胶显影机高精度喷涂单元",
                            "涂胶显影机的喷涂单元依赖原厂备件。要求研制可替换的喷涂单元，膜厚均匀性达到量产要求，并完成颗粒控制验证。",
                            "验证通过后替换 6 台在用设备的喷涂单元",
                            at("膜厚均匀性（三倍标准差）", false, 0.8, "%"),
                            at("新增颗粒（每片）", false, 5, "个")),
                    need(
                            "ca-mesh",
                            AIR,
                            "cad-cae",
                            "INDUSTRIAL_SOFTWARE",
                            Fate.COMPLETED,
                            "上海若谷航空部件有限公司",
                            "上海序良工业软件有限公司",
                            860,
                            "2023-11-20",
                            18,
                            "复杂部件网格与流场仿真软件",
                            "大型部件的流场仿真依赖境外软件。要求完成自动网格、并行求解和后处理，用公开算例和风洞数据校核。",
                            "验收后用于三个型号的部件设计，采购 15 套授权",
                            at("与试验数据偏差", false, 4, "%"),
                            at("亿级网格生成时间", false, 90, "min")),
                    need(
                            "ic-light-source",
                            IC,
                            "light-source",
                            "CORE_COMPONENT",
                            Fate.HALF_WAY,
                            OFFICE,
                            "上海栖衡半导体设备研究院",
                            2600,
                            "2025-09-08",
                            24,
                            "深紫外光源谐振腔模块",
                            "光源整机全部来自境外，谐振腔模块是其中的关键。要求研制模块并在试验台上完成长时间稳定性验证，为整机研制打基础。",
                            "由首批需求单位提供试验台，并采购 2 套样机",
                            at("单脉冲能量稳定度", false, 0.3, "%"),
                            at("连续运行时间", true, 500, "h")),
                    need(
                            "ic-substrate",
                            IC,
                            "substrate",
                            "BASIC_MATERIAL",
                            Fate.HANDED_IN,
                            "上海青梧集成电路有限公司",
                            "上海聿新电子材料有限公司",
                            1350,
                            "2025-11-17",
                            18,
                            "高密度封装基板积层膜",
                            "封装基板积层膜供应集中在境外。要求完成树脂体系和压合工艺开发，并在封装产线完成可靠性验证。",
                            "可靠性验证通过后，首年采购 5 万平方米",
                            at("介质损耗", false, 0.004, "（10 GHz）"),
                            at("最小线宽", false, 8, "µm")),
                    need(
                            "ca-carbon-fibre",
                            AIR,
                            "carbon-fibre",
                            "BASIC_MATERIAL",
                            Fate.LATE,
                            "上海怀瑾航空部件有限公司",
                            "上海景芒新材料有限公司",
                            1580,
                            "2025-10-13",
                            18,
                            "高强碳纤维批产与性能稳定",
                            "高强碳纤维批次间强度波动大，不能用于主承力结构。要求稳定原丝和碳化工艺，给出连续二十批的性能数据。",
                            "性能数据达标后，用于两个次承力部件的验证",
                            at("拉伸强度", true, 5.8, "GPa"),
                            at("批间强度变异系数", false, 4, "%")),
                    need(
                            "ca-flight-control",
                            AIR,
                            "flight-control",
                            "CORE_COMPONENT",
                            Fate.READY,
                            "上海沐川系统集成有限公司",
                            "上海若谷航空部件有限公司",
                            1180,
                            "2025-04-14",
                            16,
                            "飞控作动器双余度控制单元",
                            "飞控作动器的控制单元依赖进口。要求研制双余度控制单元，完成半物理仿真和环境试验。",
                            "试验合格后装机验证 4 套",
                            at("指令跟踪误差", false, 0.5, "%"),
                            at("余度切换时间", false, 20, "ms")),
                    need(
                            "ic-implanter",
                            IC,
                            "implanter",
                            "CORE_COMPONENT",
                            Fate.CLOSED,
                            "上海衍之集成电路有限公司",
                            "",
                            1900,
                            "2026-08-17",
                            20,
                            "离子注入机束流控制模块",
                            "离子注入机的束流控制模块没有第二来源。要求研制可替换的模块，束流稳定性和切换时间满足量产要求。",
                            "验收后替换 3 台在用设备的控制模块",
                            at("束流稳定度", false, 0.5, "%"),
                            at("能量切换时间", false, 40, "s")),
                    need(
                            "ca-apu",
                            AIR,
                            "apu",
                            "CORE_COMPONENT",
                            Fate.NOBODY,
                            OFFICE,
                            "",
                            2200,
                            "2026-07-20",
                            24,
                            "辅助动力装置起动发电部件",
                            "辅助动力装置来源单一。要求研制起动发电部件，完成高空起动和负载试验，给出与整机的接口方案。",
                            "由整机单位提供试验条件，并采购 2 套样件",
                            at("高空起动成功率", true, 98, "%"),
                            at("额定负载连续运行", true, 200, "h")),
                    need(
                            "ic-objective-lens",
                            IC,
                            "objective-lens",
                            "CORE_COMPONENT",
                            Fate.OPEN,
                            OFFICE,
                            "",
                            3200,
                            "2026-09-14",
                            30,
                            "投影物镜镜片超精密加工与检测",
                            "投影物镜全部来自境外，镜片面形是瓶颈。要求建立超精密加工和在位检测能力，给出连续十片的面形数据。",
                            "能力达标后，承接首批镜片试制任务",
                            at("面形误差（均方根）", false, 0.5, "nm"),
                            at("表面粗糙度", false, 0.2, "nm")),
                    need(
                            "ca-engine",
                            AIR,
                            "engine",
                            "CORE_COMPONENT",
                            Fate.OPEN,
                            "上海若谷航空部件有限公司",
                            "",
                            2800,
                            "2026-10-12",
                            30,
                            "涡扇发动机风扇叶片成形工艺",
                            "大涵道比发动机全部依赖进口，风扇叶片成形是难点之一。要求完成工艺开发和试件试验，成品率和抗冲击性能达标。",
                            "试件合格后，承接 20 件试制任务",
                            at("成形成品率", true, 80, "%"),
                            at("抗冲击试验合格率", true, 95, "%")),
                    need(
                            "ca-avionics",
                            AIR,
                            "avionics",
                            "CORE_COMPONENT",
                            Fate.DRAFT,
                            "上海若谷航空部件有限公司",
                            "",
                            0,
                            "2026-11-09",
                            18,
                            "航电数据总线接口卡",
                            "航电系统的数据总线接口卡没有境内供应。需求单位正在确认指标和采购承诺。",
                            ""),
                    need(
                            "ic-inspection-light",
                            IC,
                            "inspection",
                            "CORE_COMPONENT",
                            Fate.WITHDRAWN,
                            "上海渊湛集成电路有限公司",
                            "",
                            540,
                            "2025-03-10",
                            12,
                            "明场缺陷检测照明模块",
                            "缺陷检测设备的照明模块交期过长。要求研制亮度和均匀性相当的模块，完成产线比对。",
                            "比对合格后采购 10 套",
                            at("照明均匀性", true, 98, "%")));

    private static final Map<String, String> WITHDRAWN =
            Map.of("ic-inspection-light", "原厂恢复供货并签订了备件协议，需求不再成立");

    private final Random random;
    private final Map<String, String> codes;
    private final List<String> rivals;
    private final List<String> challenges = new ArrayList<>();
    private final List<String> targets = new ArrayList<>();
    private final List<String> bids = new ArrayList<>();
    private final List<String> milestones = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private final List<Delivered> delivered = new ArrayList<>();

    SyntheticChallenges(long seed, List<SyntheticLoop.Body> organisations) {
        this.random = new Random(seed);
        this.codes =
                organisations.stream()
                        .collect(
                                Collectors.toMap(
                                        SyntheticLoop.Body::name, SyntheticLoop.Body::code));
        this.rivals =
                organisations.stream()
                        .filter(it -> it.kind().equals("ENTERPRISE"))
                        .filter(it -> it.industry().matches("C3562|C3985|C4011|C3491|C2651|C3453"))
                        .map(SyntheticLoop.Body::code)
                        .toList();
        NEEDS.forEach(this::tell);
    }

    private static Need need(
            String key,
            String chain,
            String node,
            String category,
            Fate fate,
            String owner,
            String team,
            int reward,
            String published,
            int months,
            String title,
            String description,
            String use,
            Target... targets) {
        return new Need(
                key,
                chain,
                node,
                category,
                fate,
                owner,
                team,
                reward,
                LocalDate.parse(published),
                months,
                title,
                description,
                use,
                List.of(targets));
    }

    private static Target at(String metric, boolean atLeast, double value, String unit) {
        return new Target(metric, atLeast, value, unit, THIRD);
    }

    List<Delivered> delivered() {
        return List.copyOf(delivered);
    }

    String challengesCsv() {
        return csv(
                "key,chain,node,owner,title,description,category,reward_yuan,payer,ip_rule,use_commitment,bid_deadline,deliver_by,state,created_on,published_on,awarded_on,withdrawn_on,withdrawn_reason",
                challenges);
    }

    String targetsCsv() {
        return csv("challenge,metric,comparator,value,unit,test_method", targets);
    }

    String bidsCsv() {
        return csv(
                "challenge,organisation,approach,price_yuan,promises,submitted_on,decision,reason",
                bids);
    }

    String milestonesCsv() {
        return csv("challenge,ordinal,state,submitted_on,note,file,decided_on,reason", milestones);
    }

    String outcomesCsv() {
        return csv("challenge,measured,trl_before,trl_after,accepted_on,reason", outcomes);
    }

    private static String csv(String head, List<String> rows) {
        return head + "\n" + String.join("\n", rows) + "\n";
    }

    private static String row(Object... cells) {
        return java.util.Arrays.stream(cells)
                .map(String::valueOf)
                .map(it -> it.contains(",") ? '"' + it + '"' : it)
                .collect(Collectors.joining(","));
    }

    private String code(String name) {
        var code = codes.get(name);
        if (code == null) {
            throw new IllegalStateException("No synthetic organisation is named " + name);
        }
        return code;
    }

    private void tell(Need need) {
        boolean draft = need.fate == Fate.DRAFT;
        boolean withdrawn = need.fate == Fate.WITHDRAWN;
        var closes = need.fate == Fate.OPEN ? farAway(need) : need.published.plusDays(45);
        var awarded = awarded(need) ? workday(closes.plusDays(14)) : null;
        var deliver = (awarded == null ? closes : awarded).plusMonths(need.months);
        challenges.add(
                row(
                        need.key,
                        need.chain,
                        need.node,
                        code(need.owner),
                        need.title,
                        need.description,
                        need.category,
                        draft ? "" : need.reward + "0000",
                        draft ? "" : need.owner.equals(OFFICE) ? "市级专项资金（演示）" : "需求单位自筹",
                        draft ? "" : RULES.get(random.nextInt(RULES.size())),
                        need.use,
                        draft ? "" : closes + "T17:00",
                        draft ? "" : deliver,
                        state(need.fate),
                        workday(need.published.minusDays(12)),
                        draft ? "" : need.published,
                        awarded == null ? "" : awarded,
                        withdrawn ? workday(need.published.plusDays(20)) : "",
                        withdrawn ? String.valueOf(WITHDRAWN.get(need.key)) : ""));
        need.targets.forEach(it -> target(need, it));
        bids(need, closes);
        if (awarded != null) {
            deliver(need, awarded, deliver);
        }
    }

    /** Open ones stay open, so that anybody may bid in a demonstration at any time. */
    private static LocalDate farAway(Need need) {
        return LocalDate.of(2030, need.key.startsWith("ic") ? 6 : 12, 28);
    }

    private static String state(Fate fate) {
        return switch (fate) {
            case DRAFT, WITHDRAWN, COMPLETED -> fate.name();
            case OPEN, CLOSED, NOBODY -> "PUBLISHED";
            case HALF_WAY, HANDED_IN, LATE, READY -> "AWARDED";
        };
    }

    private static boolean awarded(Need need) {
        return !need.team.isEmpty();
    }

    private void target(Need need, Target it) {
        targets.add(
                row(
                        need.key,
                        it.metric,
                        it.atLeast ? "at-least" : "at-most",
                        plain(it.value),
                        it.unit,
                        it.test));
    }

    private void bids(Need need, LocalDate closes) {
        var lastDay = closes.isAfter(TODAY) ? TODAY : closes;
        int days = (int) ChronoUnit.DAYS.between(need.published, lastDay);
        if (awarded(need)) {
            bid(need, code(need.team), days, "AWARDED", "承诺值有余量，方案可行，报价合理");
        }
        int others =
                switch (need.fate) {
                    case DRAFT, NOBODY -> 0;
                    case CLOSED -> 3;
                    case OPEN -> need.key.equals("ic-objective-lens") ? 2 : 0;
                    case WITHDRAWN -> 1;
                    case HALF_WAY, HANDED_IN, LATE, READY, COMPLETED -> 1 + random.nextInt(2);
                };
        for (int at = 0; at < others; at++) {
            var decision = awarded(need) ? "DECLINED" : "";
            bid(need, rival(need, at), days, decision, awarded(need) ? "指标余量小于中榜方案" : "");
        }
    }

    /** The accounts of the demonstration bid where nothing is decided yet. */
    private String rival(Need need, int at) {
        if (!awarded(need) && at == 0) {
            return code("上海望舒半导体设备有限公司");
        }
        while (true) {
            var code = rivals.get(random.nextInt(rivals.size()));
            boolean taken = bids.stream().anyMatch(it -> it.startsWith(need.key + "," + code));
            if (!taken && !code.equals(code(need.owner))) {
                return code;
            }
        }
    }

    private void bid(Need need, String bidder, int days, String decision, String reason) {
        long price = Math.round(need.reward * (0.86 + random.nextInt(13) / 100.0));
        var promises =
                need.targets.stream()
                        .map(it -> plain(better(it, margin(decision))))
                        .collect(Collectors.joining(";"));
        var day = workday(need.published.plusDays(5 + random.nextInt(Math.max(1, days - 8))));
        bids.add(
                row(
                        need.key,
                        bidder,
                        APPROACHES.get(random.nextInt(APPROACHES.size())),
                        price + "0000",
                        promises,
                        day + "T%02d:%02d".formatted(9 + random.nextInt(8), random.nextInt(60)),
                        decision,
                        reason));
    }

    /** Who wins promises more than the others, as the reasons say. */
    private int margin(String decision) {
        return decision.equals("AWARDED") ? 8 + random.nextInt(5) : 1 + random.nextInt(6);
    }

    /** A value so many percent on the good side of the target, to three digits. */
    private static double better(Target target, int percent) {
        double value = target.value * (1 + (target.atLeast ? percent : -percent) / 100.0);
        if (target.unit.equals("%") && value > 99.9) {
            return 99.9;
        }
        double step = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - 2);
        double rounded =
                (target.atLeast ? Math.ceil(value / step) : Math.floor(value / step)) * step;
        return target.unit.equals("片") || target.unit.equals("个") ? Math.floor(rounded) : rounded;
    }

    private void deliver(Need need, LocalDate awarded, LocalDate deliver) {
        var half = awarded.plusDays(ChronoUnit.DAYS.between(awarded, deliver) / 2);
        switch (need.fate) {
            case HALF_WAY -> {
                milestone(need, 1, "ACCEPTED", earlier(half, TODAY.minusDays(30)));
                milestone(need, 2, "OPEN", null);
            }
            case HANDED_IN -> {
                milestone(need, 1, "SUBMITTED", TODAY.minusDays(4));
                milestone(need, 2, "OPEN", null);
            }
            case LATE -> {
                milestone(need, 1, "OPEN", half.minusDays(6));
                milestone(need, 2, "OPEN", null);
            }
            case READY -> {
                milestone(need, 1, "ACCEPTED", half);
                milestone(need, 2, "ACCEPTED", TODAY.minusDays(12));
            }
            case COMPLETED -> {
                milestone(need, 1, "ACCEPTED", half);
                var last = deliver.minusDays(5 + random.nextInt(20));
                milestone(need, 2, "ACCEPTED", last);
                outcome(need, workday(last.plusDays(15 + random.nextInt(15))));
            }
            case DRAFT, OPEN, CLOSED, NOBODY, WITHDRAWN ->
                    throw new IllegalStateException(need.key + " has no project");
        }
    }

    private void milestone(
            Need need,
            int ordinal,
            String state,
            @org.jspecify.annotations.Nullable LocalDate submitted) {
        if (submitted == null) {
            milestones.add(row(need.key, ordinal, state, "", "", "", "", ""));
            return;
        }
        var day = workday(submitted);
        boolean decided = !state.equals("SUBMITTED");
        boolean back = state.equals("OPEN");
        milestones.add(
                row(
                        need.key,
                        ordinal,
                        state,
                        day,
                        ordinal == 1 ? "样机已完成，附中期测试报告" : "按约定交付，附验收测试报告",
                        ordinal == 1 ? "中期测试报告（演示）.txt" : "验收测试报告（演示）.txt",
                        decided ? workday(day.plusDays(6)) : "",
                        decided ? back ? "缺少连续批次的原始数据，请补齐后再提交" : "材料齐全，数据与现场核查一致" : ""));
    }

    private void outcome(Need need, LocalDate day) {
        var measured =
                need.targets.stream()
                        .map(it -> plain(better(it, 1 + random.nextInt(6))))
                        .collect(Collectors.joining(";"));
        int before = 4 + random.nextInt(2);
        outcomes.add(row(need.key, measured, before, before + 3, day, "全部指标达标，专家组一致同意通过验收"));
        delivered.add(new Delivered(need.key, code(need.team), code(need.owner), day));
    }

    private static String plain(double value) {
        return java.math.BigDecimal.valueOf(value)
                .round(new java.math.MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static LocalDate workday(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY
                ? day.minusDays(1)
                : day.getDayOfWeek() == DayOfWeek.SUNDAY ? day.plusDays(1) : day;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
