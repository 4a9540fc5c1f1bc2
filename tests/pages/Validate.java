import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF whether files conform to flavours: java Validate 2a,ua1 FILE.pdf... Exit 0 when all do. */
public class Validate {
    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean good = true;
        for (int n = 1; n < args.length; n++) {
            for (String flavour : args[0].split(",")) {
                good &= conforms(args[n], PDFAFlavour.fromString(flavour));
            }
        }
        System.exit(good ? 0 : 1);
    }

    private static boolean conforms(String file, PDFAFlavour flavour) {
        // The parser takes the flavour that we ask for, not the one that the file claims.
        try (FileInputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + flavour.getId() + " " + file);
            // Rule -> how often, and what it says. veraPDF stops counting at 100 for each rule.
            Map<String, Integer> failures = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    failures.merge(rule + " " + assertion.getMessage(), 1, Integer::sum);
                }
            }
            failures.forEach((rule, count) -> System.out.println("    " + count + " x " + rule));
            return result.isCompliant();
        } catch (Exception e) {
            System.out.println("ERROR " + flavour.getId() + " " + file + " " + e);
            return false;
        }
    }
}
