package yanzhen.app.access.web;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import yanzhen.app.access.LogIns;
import yanzhen.app.access.Matrix;

/** Two chains: pages with a session and CSRF tokens, and the API without either. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** No inline script, no inline style, nothing from elsewhere, never framed. */
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "font-src 'self'; connect-src 'self'; form-action 'self'; "
                    + "base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

    @Bean
    Matrix matrix() {
        return Matrix.ofApplication();
    }

    /** Argon2id, 16 MiB, two passes. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }

    @Bean
    AuthenticationManager authenticationManager(LogIns logIns, Brake brake, Clock clock) {
        return new ProviderManager(new AccountProvider(logIns, brake, clock));
    }

    @Bean
    @Order(1)
    @ConditionalOnWebApplication
    SecurityFilterChain api(HttpSecurity http, MatrixAuthorization matrix, ApiRefusals refusals)
            throws Exception {
        headers(http);
        return http.securityMatcher("/api/**")
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .securityContext(
                        it -> it.securityContextRepository(new NullSecurityContextRepository()))
                .httpBasic(basic -> basic.authenticationEntryPoint(refusals))
                .exceptionHandling(
                        it -> it.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(it -> it.anyRequest().access(matrix))
                .build();
    }

    @Bean
    @Order(2)
    @ConditionalOnWebApplication
    SecurityFilterChain pages(
            HttpSecurity http, MatrixAuthorization authorization, LogIns logIns, Matrix matrix)
            throws Exception {
        headers(http);
        return http.addFilterAfter(
                        new EndedSessions(logIns, matrix), SecurityContextHolderFilter.class)
                .formLogin(it ->
                        it.loginPage("/login")
                                .failureHandler(new LogInFailure())
                                .defaultSuccessUrl("/"))
                .logout(it -> it.logoutSuccessUrl("/login?goodbye").deleteCookies("yanzhen"))
                .exceptionHandling(it -> it.accessDeniedHandler(new StaleForms()))
                .authorizeHttpRequests(it -> it.anyRequest().access(authorization))
                .build();
    }

    private static void headers(HttpSecurity http) throws Exception {
        http.headers(it ->
                it.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(policy ->
                                policy.policy("camera=(), microphone=(), geolocation=()")));
    }
}
