package yanzhen.identity.trial;

import java.util.List;
import java.util.Random;
import yanzhen.identity.Code;

/**
 * Draws made-up organisations and their sisters. Characters of own words are drawn by a Zipf-like
 * law, as real ones are.
 */
final class Invention {

    /** Characters that own words are made of, roughly the commonest first. */
    private static final String WORDS =
            "华新中东大海天国金科光达江联恒安信瑞德源泰创利美明凯宏远通博世盛信成嘉亚汇众鑫力方和奥康申建隆正威丰兴晨威诺杰航星普元富正邦腾晟宇智云永润顺佳久同鼎宝飞尚迪百睿立莱"
                    + "思维英龙丽森晶浩启格景益振伟合铭欣卓逸泽纳沃凌拓优亿广圣派特迈艾赛卡罗索朗弘鸿洪伊益怡仪易毅义译佑悠友祐幼卫为未唯唐堂糖棠芯昕歆馨辛欧鸥瓯玖九酷库"
                    + "贝倍蓓蓝兰岚澜朔硕烁铂勃渤珀琪祺奇骐旗麒棋颐逐筑竹祝滨彬斌宾缤磐盘攀潘昊皓灏豪毫郝坤昆锟琨捷洁劼节杰劲竞静净敬晋进锦津今聚巨具钜炬桥乔翘侨巧";

    /** Characters that sound like another, for sisters that sound alike. */
    private static final List<String> ALIKE =
            List.of(
                    "宏鸿洪弘", "威维为唯卫", "芯新欣馨鑫", "易益毅义怡", "佑友优悠", "唐堂棠", "欧鸥瓯", "贝倍蓓", "蓝兰岚澜", "硕朔烁",
                    "铂博勃渤", "琪祺奇骐麒", "滨彬斌宾", "昊皓灏浩", "捷杰洁", "劲晋进锦金", "聚巨钜炬", "安桉", "恒衡亨", "瑞睿锐");

    private static final List<String> PLACES =
            List.of(
                    "上海", "上海", "上海", "上海", "上海市", "苏州", "昆山", "南京", "无锡", "杭州", "宁波", "合肥", "江苏",
                    "浙江", "安徽", "嘉兴", "常州", "北京", "深圳", "中国");

    private static final List<String> TRADES =
            List.of(
                    "科技", "信息科技", "电子", "电子科技", "微电子", "半导体", "半导体设备", "集成电路", "光电", "光电科技", "机械",
                    "机械设备", "机电设备", "自动化设备", "智能科技", "智能装备", "机器人", "仪器", "仪器仪表", "新材料", "新材料科技",
                    "材料", "化工", "精细化工", "生物科技", "生物医药", "医药", "药业", "医疗器械", "医疗科技", "汽车零部件", "汽车电子",
                    "新能源", "新能源科技", "能源科技", "电气", "电气设备", "电缆", "航空科技", "航空零部件", "船舶设备", "环保科技",
                    "环境工程", "软件", "软件技术", "网络科技", "数据科技", "通信技术", "通信设备", "工程技术", "建设工程", "实业",
                    "实业发展", "工贸", "贸易", "国际贸易", "投资管理", "企业管理", "检测技术", "精密机械", "精密制造", "模具", "轴承",
                    "阀门", "泵业", "激光技术", "传感技术", "超导科技", "碳纤维", "增材制造", "晶圆", "石英", "特种合金", "钛合金");

    private static final List<String> FORMS =
            List.of(
                    "有限公司", "有限公司", "有限公司", "有限公司", "有限公司", "有限公司", "有限公司", "股份有限公司", "有限责任公司",
                    "厂");

    private static final List<String> DISTRICTS =
            List.of(
                    "浦东新区", "徐汇区", "闵行区", "嘉定区", "松江区", "宝山区", "青浦区", "奉贤区", "杨浦区", "静安区", "金山区",
                    "普陀区");

    private static final List<String> ROAD_NAMES =
            List.of(
                    "张江", "祖冲之", "碧波", "金科", "秀浦", "莘砖", "申富", "联航", "中春", "沪闵", "宝安", "曹安", "嘉松",
                    "泰日", "环城", "民益", "新骏", "漕宝");

    private static final double SKEW = 1.7;

    private final Random random;

    Invention(Random random) {
        this.random = random;
    }

    MadeUp organisation() {
        var place = one(PLACES);
        var made =
                new MadeUp(
                        place,
                        word(),
                        one(TRADES),
                        random.nextInt(100) < 6,
                        one(FORMS),
                        random.nextInt(100) < 3 ? one(PLACES).replace("市", "") + "分公司" : "",
                        random.nextInt(100) < 8,
                        code(),
                        address(),
                        null);
        return made.form().equals("厂") && !made.branch().isEmpty()
                ? made.of(false, "有限公司", made.branch())
                : withFormer(made);
    }

    private MadeUp withFormer(MadeUp made) {
        if (random.nextInt(100) >= 12) {
            return made;
        }
        var before =
                random.nextBoolean()
                        ? made.called(made.place(), word(), made.trade())
                        : made.called(made.place(), made.word(), one(TRADES));
        return made.at(made.code(), made.address(), before.name());
    }

    /**
     * Another organisation that is easily taken for the given one; four of six kinds are
     * affiliates.
     */
    MadeUp sister(MadeUp it) {
        var affiliate = it.at(code(), random.nextInt(100) < 40 ? it.address() : address(), null);
        var stranger = it.at(code(), address(), null);
        return switch (random.nextInt(6)) {
            case 0 -> affiliate.called(another(PLACES, it.place()), it.word(), it.trade());
            case 1 -> affiliate.called(it.place(), it.word(), another(TRADES, it.trade()));
            case 2 -> affiliate.of(!it.group(), it.form(), it.branch());
            case 3 ->
                    it.form().equals("厂")
                            ? stranger.called(it.place(), word(), it.trade())
                            : affiliate.of(
                                    it.group(),
                                    it.form(),
                                    another(PLACES, it.place()).replace("市", "") + "分公司");
            case 4 -> stranger.called(it.place(), alike(it.word()), it.trade());
            default ->
                    stranger.called(
                            it.place(),
                            it.word().substring(0, 1) + word().substring(1),
                            it.trade());
        };
    }

    private String alike(String word) {
        for (int at = 0; at < word.length(); at++) {
            for (var group : ALIKE) {
                int found = group.indexOf(word.charAt(at));
                if (found >= 0) {
                    char other = group.charAt((found + 1) % group.length());
                    return word.substring(0, at) + other + word.substring(at + 1);
                }
            }
        }
        return word();
    }

    private String word() {
        int length = random.nextInt(100) < 72 ? 2 : random.nextInt(100) < 70 ? 3 : 4;
        var word = new StringBuilder();
        while (word.length() < length) {
            int at = (int) (WORDS.length() * Math.pow(random.nextDouble(), SKEW));
            word.append(WORDS.charAt(at));
        }
        return word.toString();
    }

    private String code() {
        var code = new StringBuilder("91310");
        for (int at = code.length(); at < 8; at++) {
            code.append(Code.DIGITS.charAt(random.nextInt(10)));
        }
        code.append("MA");
        while (code.length() < 17) {
            code.append(Code.DIGITS.charAt(random.nextInt(Code.DIGITS.length())));
        }
        return code.append(Code.check(code)).toString();
    }

    private String address() {
        return "上海市%s%s路%d号%d幢%d室"
                .formatted(
                        one(DISTRICTS),
                        one(ROAD_NAMES),
                        1 + random.nextInt(3000),
                        1 + random.nextInt(12),
                        100 + random.nextInt(900));
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String another(List<String> of, String than) {
        var drawn = one(of);
        while (drawn.replace("市", "").equals(than.replace("市", ""))) {
            drawn = one(of);
        }
        return drawn;
    }
}
