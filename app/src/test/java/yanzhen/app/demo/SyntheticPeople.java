package yanzhen.app.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes {@code demo/accounts.csv} of the Shanghai pack: the people of the demonstration, each with
 * an account of its own.
 *
 * <p>Those that a look around begins with are written here by hand; then come an officer for each
 * district, somebody at each organisation that asks, bids or sells in the demonstration, and
 * reviewers. Everybody has a post and a family name only, as nobody real is called.
 */
final class SyntheticPeople {

    private static final String HEAD = "login,name,role,district,organisation";

    /** The first people, in the order in which they are printed. */
    private static final List<String> FIRST =
            List.of(
                    "city,市级官员 林,CITY_OFFICER,,11310120DEM000327K",
                    "taskforce,专班 周,CHAIN_TASK_FORCE,,",
                    "pudong,浦东官员 吴,DISTRICT_OFFICER,310115,",
                    "xuhui,徐汇官员 郑,DISTRICT_OFFICER,310104,",
                    "firm1,青梧集成电路 陈,ENTERPRISE,,91310101DEM0000015",
                    "firm2,望舒半导体设备 许,ENTERPRISE,,91310104DEM000002K",
                    "firm3,聿新电子材料 何,ENTERPRISE,,91310105DEM0000035",
                    "firm4,昭原工业软件 沈,ENTERPRISE,,91310106DEM000004N",
                    "firm5,若谷航空部件 韩,ENTERPRISE,,91310107DEM0000058",
                    "firm6,穆清生物制药 冯,ENTERPRISE,,91310110DEM000007Q",
                    "institute1,集成电路研究院 邓,INSTITUTE,,52310115DEM0003099",
                    "institute2,半导体设备研究院 曹,INSTITUTE,,52310112DEM0003103",
                    "expert,专家 彭,EXPERT,,",
                    "bank,银行 曾,FINANCIER,,",
                    "auditor,审计 董,AUDITOR,,",
                    "sysadmin,系统管理员,SYSTEM_ADMIN,,",
                    "secadmin,安全管理员,SECURITY_ADMIN,,",
                    "auditadmin,审计管理员,AUDIT_ADMIN,,");

    private static final List<String> OFFICERS =
            List.of(
                    "huangpu,黄浦官员,310101",
                    "changning,长宁官员,310105",
                    "jingan,静安官员,310106",
                    "putuo,普陀官员,310107",
                    "hongkou,虹口官员,310109",
                    "yangpu,杨浦官员,310110",
                    "minhang,闵行官员,310112",
                    "baoshan,宝山官员,310113",
                    "jiading,嘉定官员,310114",
                    "jinshan,金山官员,310116",
                    "songjiang,松江官员,310117",
                    "qingpu,青浦官员,310118",
                    "fengxian,奉贤官员,310120",
                    "chongming,崇明官员,310151");

    /** To whom officers can give work. */
    private static final List<String> COLLEAGUES =
            List.of("city2,市级官员 苏,CITY_OFFICER,,", "huangpu2,黄浦官员 陆,DISTRICT_OFFICER,310101,");

    private static final String FAMILY_NAMES = "赵钱孙李王蒋魏陶姜谢邹潘范鲁马方任袁柳史唐薛贺汤罗郝安常于傅康余顾孟黄萧姚汪毛";
    private static final int REVIEWERS = 8;
    private static final int FINANCIERS = 3;

    private final Random random;
    private final List<String> lines = new ArrayList<>(FIRST);
    private final Set<String> represented = new HashSet<>();

    /**
     * Everybody.
     *
     * @param organisations all of the demonstration
     * @param active codes of those that ask, bid or sell
     */
    SyntheticPeople(long seed, List<SyntheticLoop.Body> organisations, Collection<String> active) {
        this.random = new Random(seed);
        FIRST.forEach(it -> represented.add(it.substring(it.lastIndexOf(',') + 1)));
        for (var officer : OFFICERS) {
            var parts = officer.split(",", -1);
            lines.add(line(parts[0], parts[1], "DISTRICT_OFFICER", parts[2], ""));
        }
        atOrganisations(organisations, active);
        for (int at = 2; at <= REVIEWERS; at++) {
            lines.add(line("expert" + at, "专家", "EXPERT", "", ""));
        }
        for (int at = 2; at <= FINANCIERS; at++) {
            lines.add(line("bank" + at, at == 2 ? "保险" : "银行", "FINANCIER", "", ""));
        }
        lines.addAll(COLLEAGUES);
    }

    private void atOrganisations(
            List<SyntheticLoop.Body> organisations, Collection<String> active) {
        int firms = 6;
        int institutes = 2;
        for (var it : organisations) {
            boolean research = it.kind().equals("INSTITUTE") || it.kind().equals("UNIVERSITY");
            boolean firm = it.kind().equals("ENTERPRISE") && active.contains(it.code());
            if (represented.contains(it.code()) || !(research || firm)) {
                continue;
            }
            var login = research ? "institute" + ++institutes : "firm" + ++firms;
            var role = research ? "INSTITUTE" : "ENTERPRISE";
            lines.add(line(login, brief(it.name()), role, "", it.code()));
        }
    }

    private static String brief(String name) {
        return name.replaceFirst("^上海", "").replaceFirst("有限公司$", "");
    }

    private String line(String login, String post, String role, String district, String code) {
        int at = random.nextInt(FAMILY_NAMES.length());
        var name = post + " " + FAMILY_NAMES.charAt(at);
        return String.join(",", login, name, role, district, code);
    }

    String csv() {
        return HEAD + "\n" + String.join("\n", lines) + "\n";
    }
}
