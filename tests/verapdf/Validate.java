// Asks veraPDF's engine whether PDF files keep to PDF/A-3a and to PDF/UA-1: the path of a file on
// each line of the input, one line of output for it, empty where it keeps to both.

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Validate {
    public static void main(String[] args) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String path = input.readLine(); path != null; path = input.readLine()) {
            List<String> faults = new ArrayList<>();
            faults.addAll(faults(path, PDFAFlavour.PDFA_3_A));
            faults.addAll(faults(path, PDFAFlavour.PDFUA_1));
            System.out.println(String.join("; ", faults));
            System.out.flush();
        }
    }

    private static List<String> faults(String path, PDFAFlavour flavour) throws Exception {
        List<String> faults = new ArrayList<>();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(path), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                String fault = flavour + " " + assertion.getRuleId().getClause() + ": " + assertion.getMessage();
                if (!faults.contains(fault.replaceAll("\\s+", " "))) {
                    faults.add(fault.replaceAll("\\s+", " "));
                }
            }
            if (!result.isCompliant() && faults.isEmpty()) {
                faults.add(flavour + " is not kept to");
            }
        }
        return faults;
    }
}
