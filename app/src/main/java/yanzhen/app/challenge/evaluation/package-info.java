/** 决策评测: assignments, portfolios and races of files, solved and held against what is expected. */
@NullMarked
@NamedInterface("evaluation")
package yanzhen.app.challenge.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
