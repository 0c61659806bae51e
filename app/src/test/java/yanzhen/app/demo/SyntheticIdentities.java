package yanzhen.app.demo;

import java.util.List;
import yanzhen.app.kernel.CreditCode;

/**
 * Makes parks, branches, groups and bodies without credit codes for the demonstration of Shanghai.
 *
 * <p>Nothing of it is left to chance: each record shows one thing. Every name or number says that
 * it is made up, the English ones by “(demo)”, the numbers by DEMO.
 */
final class SyntheticIdentities {

    /** Districts with a synthetic park: Pudong and Minhang. */
    static final List<String> PARKED = List.of("310112", "310115");

    private static final String HEAD = "91310101DEM0000015";
    private static final String TOOLS = "91310104DEM000002K";
    private static final String MATERIALS = "91310105DEM0000035";
    private static final String SOFTWARE = "91310106DEM000004N";
    private static final String ABROAD = "FOREIGN-REGISTER:DE:DEMO HRB 20001";
    private static final String PREPARING = "PREPARATION:DEMO-2026-001";
    private static final String PUDONG_BRANCH = code("91310115DEM900001");
    private static final String JIADING_BRANCH = code("91310114DEM900002");
    private static final String SAID = "演示台账第%d号";

    private SyntheticIdentities() {}

    private static String code(String first17) {
        return CreditCode.completing(first17).value();
    }

    static String parks() {
        return csv(
                "code,parent,name_zh,name_en,kind",
                "310112-DEMO,310112,闵行雁阵示范园（演示）,Minhang Yanzhen Park (demo),park",
                "310115-DEMO,310115,浦东雁阵示范园（演示）,Pudong Yanzhen Park (demo),park");
    }

    static String bodies() {
        return csv(
                "code,identifier_kind,jurisdiction,identifier,from,until,document,name,name_en,kind,district,park,industry,registered,address",
                PUDONG_BRANCH
                        + ",,,,,,,上海青梧集成电路有限公司浦东分公司,Shanghai Qingwu Integrated Circuits Pudong branch (demo),ENTERPRISE,310115,310115-DEMO,C3973,2019-06-03,上海市浦东新区示例路9号1幢",
                JIADING_BRANCH
                        + ",,,,,,,上海青梧集成电路有限公司嘉定分公司,Shanghai Qingwu Integrated Circuits Jiading branch (demo),ENTERPRISE,310114,,C3973,2021-03-15,上海市嘉定区演示公路15号3幢",
                ",FOREIGN-REGISTER,DE,DEMO HRB 20001,2011-05-02,,演示登记证明,青梧（德国）传感技术有限公司（演示）,Qingwu Sensorik GmbH (demo),ENTERPRISE,310000,,C4011,2011-05-02,",
                ",PREPARATION,,DEMO-2026-001,2026-03-02,,演示筹建批复,上海青梧先进封装创新中心（筹）（演示）,Shanghai Qingwu Advanced Packaging Centre (in preparation) (demo),INSTITUTE,310115,310115-DEMO,,,上海市浦东新区示例路9号2幢");
    }

    static String identifiers() {
        return csv(
                "organisation,identifier_kind,jurisdiction,identifier,from,until,document",
                HEAD + ",LEI,,DEMO00YANZHEN0000185,2020-09-01,,演示编码通知",
                HEAD
                        + ",FORMER-CODE,,%s,2016-04-12,2018-01-02,演示换证通知"
                                .formatted(code("91310101DEM800001")),
                ABROAD + ",DUNS,,000000001,2015-01-01,,演示编码通知");
    }

    static String links() {
        return csv(
                "child,parent,kind,share,from,until,document,as_of",
                PUDONG_BRANCH
                        + ","
                        + HEAD
                        + ",BRANCH,,2019-06-03,,"
                        + SAID.formatted(1)
                        + ",2026-01-31",
                JIADING_BRANCH
                        + ","
                        + HEAD
                        + ",BRANCH,,2021-03-15,,"
                        + SAID.formatted(2)
                        + ",2026-01-31",
                TOOLS
                        + ","
                        + HEAD
                        + ",SUBSIDIARY,51,2020-07-01,,"
                        + SAID.formatted(3)
                        + ",2026-01-31",
                MATERIALS
                        + ","
                        + HEAD
                        + ",SUBSIDIARY,34.5,2022-01-01,,"
                        + SAID.formatted(4)
                        + ",2026-01-31",
                SOFTWARE
                        + ","
                        + HEAD
                        + ",GROUP_MEMBER,,2018-05-01,2024-01-01,"
                        + SAID.formatted(5)
                        + ",2024-01-15",
                ABROAD
                        + ","
                        + TOOLS
                        + ",SUBSIDIARY,100,2021-10-01,,"
                        + SAID.formatted(6)
                        + ",2026-01-31",
                PREPARING
                        + ","
                        + HEAD
                        + ",GROUP_MEMBER,,2026-03-02,,"
                        + SAID.formatted(7)
                        + ",2026-03-10");
    }

    static String areas() {
        return csv(
                "organisation,area,document,as_of",
                TOOLS + ",high-end-equipment,演示认定名单第1号,2026-01-31",
                PREPARING + ",new-generation-it,演示筹建批复,2026-03-02");
    }

    private static String csv(String head, String... lines) {
        return head + "\n" + String.join("\n", lines) + "\n";
    }
}
