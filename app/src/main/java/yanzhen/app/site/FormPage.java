package yanzhen.app.site;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import yanzhen.app.kernel.Problems;

/** 填表页: a page with a form, as it is opened or as it is given back with what is wrong. */
public final class FormPage {

    private FormPage() {}

    /**
     * The page with its problems as {@code problems}: 422 when there are any, else 200.
     *
     * @param template of the page
     */
    public static ModelAndView of(String template, Problems problems) {
        var status = problems.none() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
        return new ModelAndView(template, status).addObject("problems", problems.kept());
    }
}
