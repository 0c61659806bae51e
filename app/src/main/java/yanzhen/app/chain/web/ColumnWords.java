package yanzhen.app.chain.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import yanzhen.app.chain.BaseCategory;
import yanzhen.app.chain.NodeFact;
import yanzhen.app.chain.TableMappings.Mapping;
import yanzhen.app.kernel.SourceNote.Confidence;
import yanzhen.app.site.Choice;

/**
 * 列名和用词: guesses what a head of a table means, in Chinese or English, and finds our word for one of
 * theirs. What our pages call things is taken from their messages; other usual heads stand here.
 */
@Component
class ColumnWords implements MappedTable.Words {

    private static final List<Locale> LOCALES = List.of(Locale.CHINESE, Locale.ENGLISH);

    /** Usual heads beside our own names, by field. */
    private static final Map<String, List<String>> HEADS =
            Map.ofEntries(
                    Map.entry("key", List.of("编号", "代号", "id", "code", "节点编号")),
                    Map.entry(
                            "name_zh",
                            List.of("名称", "节点名称", "产品", "产品名称", "中文名称", "节点", "name", "product")),
                    Map.entry("name_en", List.of("英文名称", "英文名", "englishname", "nameinenglish")),
                    Map.entry("stage", List.of("环节", "阶段", "stage", "segment", "所属环节")),
                    Map.entry("category", List.of("五基", "五基类别", "类别", "category")),
                    Map.entry("essential", List.of("关键", "是否关键", "必需", "essential", "critical")),
                    Map.entry(
                            "supplier",
                            List.of(
                                    "供给方",
                                    "上游",
                                    "上游节点",
                                    "投入",
                                    "input",
                                    "from",
                                    "upstream",
                                    "source")),
                    Map.entry(
                            "consumer",
                            List.of(
                                    "使用方",
                                    "下游",
                                    "下游节点",
                                    "产出",
                                    "output",
                                    "to",
                                    "downstream",
                                    "target")),
                    Map.entry("kind", List.of("种类", "关系", "关系类型", "类型", "事项", "relation", "type")),
                    Map.entry("node", List.of("节点", "节点名称", "产品", "环节产品", "input", "product")),
                    Map.entry("organisation", List.of("统一社会信用代码", "信用代码", "creditcode")),
                    Map.entry(
                            "provider_zh",
                            List.of(
                                    "企业",
                                    "企业名称",
                                    "供应方",
                                    "供应商",
                                    "厂商",
                                    "company",
                                    "firm",
                                    "supplier",
                                    "provider",
                                    "provider_name")),
                    Map.entry("provider_en", List.of("英文名称", "企业英文名", "companyenglish")),
                    Map.entry(
                            "country", List.of("国家", "国别", "国家地区", "国家（地区）", "country", "region")),
                    Map.entry(
                            "share",
                            List.of(
                                    "份额",
                                    "市场份额",
                                    "占比",
                                    "市占率",
                                    "share",
                                    "marketshare",
                                    "share_provided")),
                    Map.entry("source_title", List.of("来源", "数据来源", "来源名称", "source")),
                    Map.entry("source_url", List.of("网址", "链接", "来源网址", "url", "link")),
                    Map.entry("as_of", List.of("日期", "截至", "数据日期", "asof", "date")),
                    Map.entry("confidence", List.of("可信程度", "可信度", "confidence")),
                    Map.entry("value", List.of("内容", "值", "数值", "value")),
                    Map.entry("reference", List.of("说明", "备注", "note", "remark")),
                    Map.entry("owner_zh", List.of("负责单位", "责任单位", "owner")));

    private final MessageSource messages;
    private final Countries countries;
    private final Map<String, Map<String, String>> ours = new HashMap<>();

    ColumnWords(MessageSource messages, Countries countries) {
        this.messages = messages;
        this.countries = countries;
    }

    /** What the heads seem to mean; each column is taken once, fields in their order. */
    Mapping guess(ChainTable table, List<String> heads) {
        var columns = new LinkedHashMap<String, Integer>();
        var taken = new ArrayList<Integer>();
        for (boolean exact : List.of(true, false)) {
            for (var field : table.heads()) {
                for (int at = 0; at < heads.size(); at++) {
                    if (!columns.containsKey(field)
                            && !taken.contains(at)
                            && means(field, plain(heads.get(at)), exact)) {
                        columns.put(field, at);
                        taken.add(at);
                    }
                }
            }
        }
        return new Mapping(columns, Map.of());
    }

    /** Exactly as we call it, or as others usually do. */
    private boolean means(String field, String head, boolean exact) {
        if (exact) {
            return head.equals(plain(field))
                    || LOCALES.stream().anyMatch(it -> head.equals(plain(label(field, it))));
        }
        return HEADS.getOrDefault(field, List.of()).stream().anyMatch(it -> head.equals(plain(it)));
    }

    String label(String field, Locale locale) {
        return say("map-field." + field, locale);
    }

    private static String plain(String head) {
        return head.replaceAll("[\\s*＊_%％()（）]", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public String ours(ChainTable table, String field, String text) {
        var words = words(table, field);
        return words.getOrDefault(plain(text), text);
    }

    /** Values that a field may have, with what they are called; none for one that is free. */
    List<Choice> choices(ChainTable table, String field, Locale locale) {
        var prefix = prefix(table, field);
        return prefix.isEmpty()
                ? List.of()
                : values(table, field).map(it -> new Choice(it, say(prefix + it, locale))).toList();
    }

    private synchronized Map<String, String> words(ChainTable table, String field) {
        return ours.computeIfAbsent(
                table + " " + field,
                _ -> {
                    var words = new HashMap<String, String>();
                    var prefix = prefix(table, field);
                    if (field.equals("country")) {
                        for (var code : Locale.getISOCountries()) {
                            LOCALES.forEach(it -> words.put(plain(countries.name(code, it)), code));
                            words.put(plain(Locale.of("", code).getISO3Country()), code);
                        }
                    } else if (!prefix.isEmpty()) {
                        values(table, field)
                                .forEach(value ->
                                        LOCALES.forEach(it ->
                                                words.put(plain(say(prefix + value, it)), value)));
                    }
                    return words;
                });
    }

    private static String prefix(ChainTable table, String field) {
        return switch (field) {
            case "category" -> "category.";
            case "confidence" -> "confidence.";
            case "kind" ->
                    switch (table) {
                        case NODES -> "kind-of-node.";
                        case EDGES -> "edge.";
                        case FACTS -> "fact.kind.";
                        case CHAIN, STAGES, PROVISIONS, PROVIDERS -> "";
                    };
            default -> "";
        };
    }

    private static Stream<String> values(ChainTable table, String field) {
        return switch (field) {
            case "category" -> Arrays.stream(BaseCategory.values()).map(Enum::name);
            case "confidence" -> Arrays.stream(Confidence.values()).map(Enum::name);
            default ->
                    table == ChainTable.FACTS
                            ? Arrays.stream(NodeFact.Kind.values()).map(Enum::name)
                            : (table == ChainTable.NODES ? ChainReading.KINDS : ChainReading.JOINS)
                                    .stream().sorted();
        };
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
