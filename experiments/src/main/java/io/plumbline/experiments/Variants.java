package io.plumbline.experiments;

import io.plumbline.service.Configuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Methods that a plan defines: a shipped one, some keys of its runs fixed to other values. */
final class Variants {

    private static final String PREFIX = "variant";
    private static final String OF = "of";
    /** The name is part of run ids and of file names. */
    private static final String NAME = "[a-z][a-z0-9-]*";

    private static final String FORM = PREFIX + ".<name>." + OF + ": <shipped method> and " + PREFIX + ".<name>.<key>";

    private final Configuration configuration;
    private final Set<String> ofThePlan;

    /**
     * Prepares.
     *
     * @param ofThePlan keys of a run that no method sets
     */
    Variants(Configuration configuration, Set<String> ofThePlan) {
        this.configuration = configuration;
        this.ofThePlan = Set.copyOf(ofThePlan);
    }

    /** Reads all variants, by name, and notes all that is wrong. */
    List<Method> read() {
        Map<String, Map<String, String>> given = new TreeMap<>();
        configuration.below(PREFIX).forEach((key, value) -> {
            int dot = key.indexOf('.');
            if (dot < 0) {
                configuration.reject(PREFIX + "." + key + ": expected " + FORM);
                return;
            }
            given.computeIfAbsent(key.substring(0, dot), name -> new LinkedHashMap<>())
                    .put(key.substring(dot + 1), value);
        });
        List<Method> variants = new ArrayList<>();
        given.forEach((name, keys) -> variant(name, keys).ifPresent(variants::add));
        return variants;
    }

    private Optional<Method> variant(String name, Map<String, String> keys) {
        String known = String.join(", ", Methods.names());
        if (!name.matches(NAME)) {
            configuration.reject(PREFIX + "." + name + ": a name is of small letters, digits and dashes");
        } else if (Methods.named(name).isPresent()) {
            configuration.reject(PREFIX + "." + name + ": that name is taken by a shipped method");
        }
        Map<String, String> fixed = new LinkedHashMap<>(keys);
        String of = fixed.remove(OF);
        if (fixed.isEmpty()) {
            configuration.reject(PREFIX + "." + name + " changes nothing: expected " + FORM);
        }
        if (of == null) {
            configuration.reject(PREFIX + "." + name + "." + OF + " is missing: expected one of " + known);
            return Optional.empty();
        }
        Optional<Method> base = Methods.named(of.strip());
        if (base.isEmpty()) {
            configuration.reject(PREFIX + "." + name + "." + OF + ": '" + of + "' is none of " + known);
        }
        return base.map(method -> {
            fixed.keySet().stream()
                    .filter(key -> isSetElsewhere(method, key))
                    .forEach(key -> configuration.reject(
                            PREFIX + "." + name + "." + key + " is not for variants: the plan or the method sets it"));
            return method.variant(name, fixed);
        });
    }

    private boolean isSetElsewhere(Method method, String key) {
        return key.startsWith("data.")
                || ofThePlan.contains(key)
                || method.copy().keys().contains(key);
    }

    /** Notes what the trainer refuses of the variants, beside the keys of the base run. */
    void check(List<Method> variants, Settings base) {
        for (Method variant : variants) {
            Map<String, String> asked = new LinkedHashMap<>(base.values());
            // What the plan sets itself was refused above; here it would be refused again, with another message.
            variant.differs().forEach((key, value) -> {
                if (!isSetElsewhere(variant, key)) {
                    asked.put(key, value);
                }
            });
            asked.put(Settings.POLICY, variant.settings().get(Settings.POLICY));
            Methods.refusals(variant, asked)
                    .forEach(refusal -> configuration.reject(PREFIX + "." + variant.name() + ": " + refusal));
        }
    }

    /** Returns shipped methods and variants. */
    static List<Method> beside(List<Method> variants) {
        return Stream.concat(Methods.all().stream(), variants.stream()).toList();
    }
}
