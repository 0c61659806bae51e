/**
 * Who knows a subject: by weighted topics, or by what a person has written.
 *
 * {@snippet lang=java :
 * import yanzhen.selection.fit.*;
 *
 * void main() {
 *     var topics = TopicFit.of(Map.of("bearings", 3, "steel", 1), Map.of("bearings", 4));
 *     IO.println(topics.score()); // 600
 *     var papers = List.of("高端轴承的疲劳寿命", "轴承钢冶炼", "Crop rotation");
 *     var fit = TextFit.over(papers);
 *     var smith = fit.profile(papers.subList(0, 2));
 *     var bid = fit.profile(List.of("风电轴承疲劳试验"));
 *     IO.println(fit.shared(smith, bid).size()); // 2
 * }
 * }
 *
 * <p>Ranking loss of {@link yanzhen.selection.fit.TextFit} on eight researchers of the gold
 * standard dataset, and what else was tried, is in {@code selection/README.md}.
 */
@NullMarked
package yanzhen.selection.fit;

import org.jspecify.annotations.NullMarked;
