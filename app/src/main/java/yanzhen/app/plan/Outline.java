package yanzhen.app.plan;

import yanzhen.app.kernel.Bilingual;

/**
 * 规划概要: the plan as a whole.
 *
 * @param document issue number, for example 沪经信技〔2021〕1114号
 * @param name its title
 * @param period from baseline to end
 */
public record Outline(String document, Bilingual name, PlanPeriod period) {}
